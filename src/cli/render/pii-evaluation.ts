import type { Estimate } from '../../eval/bootstrap.ts';
import type { Measured } from '../../eval/pii/measure.ts';
import type { PiiFigures } from '../../eval/pii/summary.ts';
import { table } from '../output.ts';

const HEADINGS = ['label', 'gold', 'found', 'recall', 'precision', 'F2', 'typed R', 'typed P'];

/** One corpus as a page for people. */
export function renderPiiSummary(summary: Measured): string {
  const { corpus, documents, words, all, labels, leaks, falseAlarms, silent, worst } = summary;
  const speed = Math.round(summary.wordsPerSecond).toLocaleString('en');
  const lines = [`${corpus}: ${documents} texts, ${words} words, ${speed} words/s`];
  if (all.gold > 0) lines.push(table(HEADINGS, [...labels, all].map(row)));
  for (const { slot, answers, leaked, otherWordsLost } of leaks) {
    lines.push(
      `asked for ${slot}: ${percent(leaked)} of ${answers} answers leaked, ${percent(otherWordsLost)} of other words lost`,
    );
  }
  const alarms = Object.entries(falseAlarms).map(([type, count]) => `${type} ${count}`);
  const count = Object.values(falseAlarms).reduce((a, b) => a + b, 0);
  lines.push(`findings that touch nothing labelled: ${count}${count > 0 ? ` (${alarms.join(', ')})` : ''}`);
  if (silent !== null) lines.push(`cases to be passed over: ${silent.passed} of ${silent.cases} were`);
  for (const { id, missed, alarms: wrong } of worst) {
    lines.push(`  ${id}: missed ${missed.join(', ') || 'nothing'}; alarms ${wrong.join(', ') || 'none'}`);
  }
  return `${lines.join('\n')}\n`;
}

function row({
  label,
  gold,
  found,
  recall,
  precision,
  f2,
  typedRecall,
  typedPrecision,
}: PiiFigures): string[] {
  const figures = [recall, precision, f2, typedRecall, typedPrecision].map(percent);
  return [label, String(gold), String(found), ...figures];
}

function percent(figure: Estimate | null): string {
  if (figure === null) return '-';
  const [value, low, high] = [figure.value, ...(figure.interval ?? [])].map((part) =>
    (part * 100).toFixed(1),
  );
  return low === undefined ? `${value}%` : `${value}% [${low}, ${high}]`;
}

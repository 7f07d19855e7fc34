import type { ComparedGroup, Comparison } from '../../eval/compare.ts';
import type { Evaluation } from '../../eval/evaluation.ts';
import type { Difference } from '../../eval/paired.ts';
import type { SpeakerFigure, SpeechFigure } from '../../eval/summary.ts';

interface Row {
  readonly title: string;
  readonly text: (value: number) => string;
}

const rate = (title: string): Row => ({ title: `${title}, %`, text: (value) => (value * 100).toFixed(2) });
const milliseconds = (title: string): Row => ({ title: `${title}, ms`, text: (value) => value.toFixed(0) });
const plain = (title: string): Row => ({ title, text: (value) => value.toFixed(3) });

const SPEECH_ROWS: Readonly<Record<SpeechFigure, Row>> = {
  wordErrorRate: rate('word errors'),
  characterErrorRate: rate('character errors'),
  substitutions: rate('substituted words'),
  deletions: rate('deleted words'),
  insertions: rate('inserted words'),
  startLagMs: milliseconds('start lag'),
  startErrorMs: milliseconds('start error, mean'),
  startErrorP95Ms: milliseconds('start error, p95'),
  endErrorMs: milliseconds('end error, mean'),
  endErrorP95Ms: milliseconds('end error, p95'),
  realTimeFactor: plain('real-time factor'),
  realTimeFactorP50: plain('real-time factor, p50'),
  realTimeFactorP95: plain('real-time factor, p95'),
};

const SPEAKER_ROWS: Readonly<Record<SpeakerFigure, Row>> = {
  diarizationErrorRate: rate('diarization error'),
  miss: rate('missed speech'),
  falseAlarm: rate('false alarm'),
  confusion: rate('confused speakers'),
  oneSpeakerErrorRate: rate('error, one speaker at a time'),
  collarErrorRate: rate('error, collar 0.25 s'),
  collarOneSpeakerErrorRate: rate('error, collar and one speaker'),
  wordSpeakerErrorRate: rate('words of another speaker'),
  speakerCountError: plain('speakers off by'),
  realTimeFactor: plain('real-time factor'),
};

/** Two runs side by side as Markdown; what to make of it is left to a person. */
export function renderComparison(comparison: Comparison, names: readonly [string, string]): string {
  const { a, b, recordings, groups, onlyA, onlyB } = comparison;
  const rows: Readonly<Record<string, Row>> = a.kind === 'speech' ? SPEECH_ROWS : SPEAKER_ROWS;
  const [overall, ...corpora] = groups;
  const main = Object.keys(rows)[0] ?? '';
  return [
    `# ${a.kind === 'speech' ? 'Transcription' : 'Speakers'}: A beside B`,
    `A is ${describe(a, names[0])}.\n\nB is ${describe(b, names[1])}.`,
    `Over the ${recordings} recordings that both heard${leftOut(onlyA, onlyB)}. Difference is B less A with its 95 % interval (bootstrap over recordings); p is the chance of such a difference if both were the same (approximate randomisation).`,
    ...(a.generated || b.generated ? ['**A generated model answered: these figures mean nothing.**'] : []),
    ...(overall === undefined ? [] : [figureTable(overall, rows)]),
    ...(corpora.length === 0
      ? []
      : [`## ${rows[main]?.title ?? ''} by corpus`, corpusTable(corpora, main, rows)]),
    memoryTable(a, b),
    '## Recommendation',
    '*To be written by the person who read this:* ',
  ].join('\n\n');
}

function describe({ models, settings, machine, made }: Evaluation, name: string): string {
  const set = settings.length === 0 ? '' : `, ${settings.map((one) => `\`${one}\``).join(' ')}`;
  return `\`${name}\`: ${Object.values(models).join(', ')}${set}; ${machine.processor}, ${machine.cores} cores, ${made}`;
}

function leftOut(onlyA: readonly string[], onlyB: readonly string[]): string {
  if (onlyA.length + onlyB.length === 0) return '';
  return ` (left out: ${onlyA.length} that only A heard, ${onlyB.length} that only B heard)`;
}

function figureTable({ figures }: ComparedGroup, rows: Readonly<Record<string, Row>>): string {
  const lines = Object.entries(rows).flatMap(([name, { title, text }]) => {
    const difference = figures[name];
    return difference == null ? [] : [`| ${title} | ${cells(difference, text)} |`];
  });
  return ['| | A | B | difference | p |', '|---|---:|---:|---:|---:|', ...lines].join('\n');
}

function corpusTable(
  groups: readonly ComparedGroup[],
  figure: string,
  rows: Readonly<Record<string, Row>>,
): string {
  const text = rows[figure]?.text ?? String;
  const lines = groups.flatMap(({ corpus, recordings, figures }) => {
    const difference = figures[figure];
    return difference == null ? [] : [`| ${corpus} | ${recordings} | ${cells(difference, text)} |`];
  });
  return [
    '| corpus | recordings | A | B | difference | p |',
    '|---|---:|---:|---:|---:|---:|',
    ...lines,
  ].join('\n');
}

function cells({ a, b, interval, p }: Difference, text: (value: number) => string): string {
  const signed = (value: number) => `${value > 0 ? '+' : ''}${text(value)}`;
  const range = interval === null ? '' : ` (${signed(interval[0])} to ${signed(interval[1])})`;
  return [text(a), text(b), `${signed(b - a)}${range}`, p === null ? '–' : p.toFixed(3)].join(' | ');
}

function memoryTable(a: Evaluation, b: Evaluation): string {
  const names = [...new Set([...Object.keys(a.peakMemoryMb), ...Object.keys(b.peakMemoryMb)])];
  const cell = (run: Evaluation, name: string) => String(run.peakMemoryMb[name] ?? '–');
  const lines = names.map((name) => `| ${name} | ${cell(a, name)} | ${cell(b, name)} |`);
  return ['| peak memory, MB | A | B |', '|---|---:|---:|', ...lines].join('\n');
}

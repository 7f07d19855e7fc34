import type { Estimate } from '../../src/eval/bootstrap.ts';
import type { PiiFigures, PiiSummary } from '../../src/eval/pii/summary.ts';

/** Labels of multidogo that are numbers. */
const DIGIT_LABELS = new Set([
  'ACCOUNT_NUMBER',
  'CLAIM_NUMBER',
  'CREDIT_CARD_OR_LAST4',
  'PHONE_NUMBER',
  'POLICY_NUMBER',
  'REFERENCE_NUMBER',
  'US_SSN_PARTIAL',
]);
const SAID_IN_WORDS = new Set(['PERSON', 'ORGANISATION', 'EMAIL', 'ADDRESS', 'DATE', 'URL']);
/** What synthetic documents must have whole. */
const EXACT_LABELS = ['CREDIT_CARD', 'US_SSN', 'IBAN_CODE', 'EMAIL_ADDRESS'];

interface Row {
  readonly corpus: string;
  readonly figure: string;
  readonly target: string;
  readonly reached: string;
  readonly met: boolean;
}

/** The targets beside what the rules alone reach on the development halves. */
export function targetsPage(all: readonly PiiSummary[], machine: string): string {
  const rows = all.flatMap(rowsOf);
  const speeds = all.filter(({ words }) => words > 50_000).map(({ wordsPerSecond }) => wordsPerSecond);
  const slowest = Math.min(...speeds);
  rows.push({
    corpus: 'all with 50,000 words and more',
    figure: 'words/s on one core, slowest',
    target: '≥ 200,000',
    reached: Math.round(slowest).toLocaleString('en'),
    met: slowest >= 200_000,
  });
  return [
    '# Redaction by rules: the targets',
    '',
    'Made by `node bench/pii.ts FOLDER` over the development halves of the corpora named below; the classifier is off.',
    'Recall is full coverage: every letter and digit of the labelled stretch. In brackets the 95 % bootstrap interval.',
    `Machine: ${machine}, shared with other work; speed is by processor time after a first look at 5,000 texts.`,
    '',
    '| corpus | figure | target | reached | |',
    '|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.corpus} | ${row.figure} | ${row.target} | ${row.reached} | ${row.met ? 'met' : 'missed'} |`,
    ),
    '',
    '"Other words lost" counts words of everyday speech before the first and after the last word of an answer. Most of',
    'those that remain are letters that the telephone engine wrote as words ("I am" for "I M").',
    '',
    'Names in free speech, organisations and addresses of other countries are the work of the classifier; the rules alone',
    'find names that are announced, asked for or said again.',
    '',
  ].join('\n');
}

function rowsOf(summary: PiiSummary): Row[] {
  const { corpus } = summary;
  const rows: Row[] = [];
  const add = (figure: string, target: string, reached: string, met: boolean): void => {
    rows.push({ corpus, figure, target, reached, met });
  };
  const most: Record<string, number> = { postcode: 0.01, name: 0.03, dob: 0.01 };
  for (const { slot, leaked, otherWordsLost } of summary.leaks) {
    const limit = most[slot] ?? 0.01;
    add(`answers to "${slot}?" leaked`, `≤ ${limit * 100} %`, percent(leaked), (leaked?.value ?? 1) <= limit);
    add(
      `other words lost, "${slot}?"`,
      '≤ 10 %',
      percent(otherWordsLost),
      (otherWordsLost?.value ?? 1) <= 0.1,
    );
  }
  if (corpus.startsWith('multidogo')) {
    const { recall, precision } = digits(summary);
    add('digits, recall', '≥ 90 %', share(recall), recall >= 0.9);
    add('digits, precision', '≥ 90 %', share(precision), precision >= 0.9);
  }
  if (corpus.startsWith('banking77')) {
    const alarms = Object.values(summary.falseAlarms).reduce((sum, count) => sum + count, 0);
    add(`false spans in ${summary.documents} questions`, '≤ 10', String(alarms), alarms <= 10);
  }
  if (corpus.startsWith('presidio-research')) {
    for (const label of EXACT_LABELS) {
      const recall = labelled(summary, label)?.recall ?? null;
      add(`${label}, recall`, '100 %', percent(recall), recall?.value === 1);
    }
    const phone = labelled(summary, 'PHONE_NUMBER')?.recall ?? null;
    add('PHONE_NUMBER, recall', '≥ 95 %', percent(phone), (phone?.value ?? 0) >= 0.95);
    add(
      'F2 over all labels, names included',
      '≥ 90 %',
      percent(summary.all.f2),
      (summary.all.f2?.value ?? 0) >= 0.9,
    );
  }
  if (summary.silent !== null) {
    const { cases, passed } = summary.silent;
    const { recall } = summary.all;
    add('positives of supported types', '≥ 99 %', percent(recall), (recall?.value ?? 0) >= 0.99);
    add('negatives passed over', `${cases}`, String(passed), passed === cases);
  }
  if (corpus.startsWith('restaurants8k') || corpus.startsWith('slurp')) {
    add('names, recall, rules alone', '≥ 90 %', percent(labelled(summary, 'PERSON')?.recall ?? null), false);
  }
  return rows;
}

function digits({ labels, falseAlarms }: PiiSummary): { recall: number; precision: number } {
  const own = labels.filter(({ label }) => DIGIT_LABELS.has(label));
  const gold = own.reduce((sum, one) => sum + one.gold, 0);
  const covered = own.reduce((sum, one) => sum + one.gold * (one.recall?.value ?? 0), 0);
  const alarms = Object.entries(falseAlarms)
    .filter(([type]) => !SAID_IN_WORDS.has(type))
    .reduce((sum, [, count]) => sum + count, 0);
  return { recall: covered / gold, precision: covered / (covered + alarms) };
}

function labelled({ labels }: PiiSummary, name: string): PiiFigures | undefined {
  return labels.find(({ label }) => label === name);
}

function share(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

function percent(figure: Estimate | null): string {
  if (figure === null) return '–';
  const { value, interval } = figure;
  return interval === null
    ? share(value)
    : `${share(value)} [${interval.map((edge) => (edge * 100).toFixed(1)).join(', ')}]`;
}

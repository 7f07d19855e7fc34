import type { Estimate } from '../../src/eval/bootstrap.ts';
import type { PiiFigures, PiiSummary } from '../../src/eval/pii/summary.ts';
import type { Speed } from './speed.ts';
import { isSecondReading } from './variants.ts';

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

/** Names that a corpus labels: how many have to be found, and how many of what is found has to be one. */
const NAMES: Readonly<Record<string, { readonly recall: number; readonly precision: number }>> = {
  restaurants8k: { recall: 0.93, precision: 0.9 },
  slurp: { recall: 0.9, precision: 0.85 },
  earnings21: { recall: 0.92, precision: 0.9 },
};

interface Row {
  readonly corpus: string;
  readonly figure: string;
  readonly target: string;
  readonly reached: string;
  readonly met: boolean;
}

/** Figures of one way to redact, on texts as the corpora have them and without case and punctuation. */
export interface FigureSet {
  readonly written: readonly PiiSummary[];
  readonly bare: readonly PiiSummary[];
}

/** What bench/results/pii.json holds. */
export interface PiiFigureSets {
  readonly rules: FigureSet;
  readonly classifier: FigureSet;
  /** With the classifier, on texts that its training never saw. */
  readonly unseen: FigureSet;
  readonly speed: Speed;
}

/** The targets beside what the rules alone, and the rules with the classifier, reach on the development halves. */
export function targetsPage({ rules, classifier, unseen, speed }: PiiFigureSets, machine: string): string {
  const columns = [rules, classifier, unseen].map(rowsOfSet);
  const cell = (rows: readonly Row[], { corpus, figure }: Row): string => {
    const row = rows.find((one) => one.corpus === corpus && one.figure === figure);
    return row === undefined ? '–' : `${row.reached} ${row.met ? 'met' : '**missed**'}`;
  };
  const words = (perSecond: number): string => Math.round(perSecond).toLocaleString('en');
  const against = (reached: number, target: number): string =>
    `${words(reached)} | ≥ ${words(target)} | ${reached >= target ? 'met' : '**missed**'}`;
  return [
    '# Redaction: the targets',
    '',
    'Made by `node bench/pii.ts FOLDER` over the development halves of the corpora named below. Recall is full coverage:',
    'every letter and digit of the labelled stretch. In brackets the 95 % bootstrap interval. "Unseen" are the texts that',
    "the classifier's training never saw: a fifth of each corpus it reads, all of the others. Where it differs from the",
    'column before, it is the figure to believe.',
    '',
    '| corpus | figure | target | rules alone | with pii-ner | with pii-ner, unseen |',
    '|---|---|---|---|---|---|',
    ...(columns[1] ?? []).map((row) => {
      const cells = columns.map((rows) => cell(rows, row));
      return `| ${row.corpus} | ${row.figure} | ${row.target} | ${cells.join(' | ')} |`;
    }),
    '',
    '## Speed',
    '',
    `Words a second of one core by processor time, ${speed.calls} calls of ${words(speed.words)} words in all (earnings21).`,
    `Machine: ${machine}, shared with other work.`,
    '',
    '| what | words/s | target | |',
    '|---|---|---|---|',
    `| rules: detection, marks, the last look | ${against(speed.rules, 200_000)} |`,
    `| classifier, its process alone | ${against(speed.classifier, 20_000)} |`,
    `| whole pipeline, both processes | ${against(speed.whole, 15_000)} |`,
    '',
    'Detection alone by rules, corpus by corpus, where each text is a call of its own:',
    rules.written
      .filter(({ corpus, words: count }) => count > 10_000 && !isSecondReading(corpus))
      .map((one) => `${one.corpus} ${words(one.wordsPerSecond)}`)
      .join(', '),
    '',
    '## How to read it',
    '',
    '- "Other words lost" counts words of everyday speech before the first and after the last word of an answer; a word that',
    '  stands where the first or last letters of the true answer went unheard ("I am 7" for "I M 7") is the answer misheard.',
    '  They are few: a hundred in four thousand answers, so the intervals are wide.',
    '- Names in free speech, organisations and addresses of other countries are the work of the classifier; the rules alone',
    '  find names that are announced, asked for or said again.',
    '- slurp labels performers ("play …") apart from people, singers and bands alike. A performer is a name, though hardly',
    "  anybody's secret: hiding one counts neither for nor against. The other line counts it as a false alarm.",
    '- earnings21 labels a name in one place and forgets it in another ("thank you", and a first name). The second line does not',
    '  count a word as a false alarm when the labels call it a name elsewhere in the same recording.',
    '- Six negatives are not passed over. One is a check digit: a card number that is announced as one keeps its name with a',
    '  wrong digit, because callers slip and engines mishear. The others are no check digits: the letters of an IBAN may stand',
    "  apart as they do in speech, the form of one country's passport is another's as well (three), and a mixed separator does",
    '  not unmake an SSN.',
    '- "Bare" is lower case without the punctuation that ends words.',
    '',
  ].join('\n');
}

function rowsOfSet({ written, bare }: FigureSet): Row[] {
  return written.flatMap((summary) => {
    const other = bare.find(({ corpus }) => corpus === summary.corpus);
    return [...rowsOf(summary), ...(other === undefined ? [] : bareRows(summary, other))];
  });
}

/** What is lost with case and punctuation. */
function bareRows(written: PiiSummary, bare: PiiSummary): Row[] {
  const [with_, without] = [labelled(written, 'PERSON')?.recall, labelled(bare, 'PERSON')?.recall];
  if (with_ == null || without == null) return [];
  const lost = with_.value - without.value;
  const rows = [
    {
      corpus: written.corpus,
      figure: 'names, recall lost when bare',
      target: '≤ 1 point',
      reached: `${(lost * 100).toFixed(1)} points`,
      met: lost <= 0.01,
    },
  ];
  if (!written.corpus.startsWith('earnings21')) return rows;
  return [
    ...rows,
    ...namesRows(bare, { recall: 0.88, precision: 0.9 }).map((row) => ({
      ...row,
      figure: `${row.figure}, bare`,
    })),
  ];
}

function namesRows(
  summary: PiiSummary,
  least: { readonly recall: number; readonly precision: number },
): Row[] {
  const { recall = null, precision = null } = labelled(summary, 'PERSON') ?? {};
  const row = (figure: string, target: number, reached: Estimate | null): Row => ({
    corpus: summary.corpus,
    figure,
    target: `≥ ${target * 100} %`,
    reached: percent(reached),
    met: (reached?.value ?? 0) >= target,
  });
  return [row('names, recall', least.recall, recall), row('names, precision', least.precision, precision)];
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
    const limit = (20 / 13_083) * summary.documents;
    const reached = `${alarms} in ${summary.documents}`;
    add('false spans in questions without PII', '≤ 20 in 13,083', reached, alarms <= limit);
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
  const names = Object.entries(NAMES).find(([folder]) => corpus.startsWith(`${folder}/`));
  if (names !== undefined) rows.push(...namesRows(summary, names[1]));
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

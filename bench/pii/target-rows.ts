import type { Estimate } from '../../src/eval/bootstrap.ts';
import type { PiiFigures, PiiSummary } from '../../src/eval/pii/summary.ts';
import { GENERATED } from './variants.ts';

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

/** A line of the table of targets, as one way to redact fills it. */
export interface Row {
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

/** The lines of the table that one way to redact fills, in the order of the corpora. */
export function rowsOfSet({ written, bare }: FigureSet): Row[] {
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
  if (corpus.startsWith(GENERATED)) {
    for (const { label, f2 } of summary.labels)
      add(`${label}, F2`, '≥ 99 %', percent(f2), (f2?.value ?? 0) >= 0.99);
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

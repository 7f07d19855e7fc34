import type { Speed } from './speed.ts';
import { type FigureSet, type Row, rowsOfSet } from './target-rows.ts';
import { isSecondReading } from './variants.ts';

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
    '- "Noisy utterances" are made by the project itself from one seed (`bench/pii/noisy.ts`): hesitations, "double", digits in pairs,',
    '  slips mended at once, digits misheard. No such corpus was at hand; who made the rules made these, so they flatter.',
    '- "Other words lost" counts words of everyday speech before the first and after the last word of an answer; a word that',
    '  stands where the first or last letters of the true answer went unheard ("I am 7" for "I M 7") is the answer misheard.',
    '  They are few: a hundred in four thousand answers, so the intervals are wide.',
    '- Names in free speech, organisations and addresses of other countries are the work of the classifier; the rules alone',
    '  find names that are announced, asked for or said again.',
    '- slurp labels performers ("play …") apart from people, singers and bands alike. A performer is a name, though hardly',
    "  anybody's secret: hiding one counts neither for nor against. The other line counts it as a false alarm.",
    '- earnings21 labels a name in one place and forgets it in another ("thank you", and a first name). The second line does not',
    '  count a word as a false alarm when the labels call it a name elsewhere in the same recording.',
    '- "Whole calls" are the turns of earnings21 put together again, as redaction meets them: a name that is plain in one turn is',
    '  hidden in the others. The lines without it take every turn for a call of its own.',
    '- Of the names of earnings21 that stay, as written, hardly one is a name: its other labels there are on companies, products,',
    '  quarters, greetings ("Morning Josh") and cut-off words ("Non- GAAP"), so that full marks would take hiding what is nobody.',
    '- Six negatives are not passed over. One is a check digit: a card number that is announced as one keeps its name with a',
    '  wrong digit, because callers slip and engines mishear. The others are no check digits: the letters of an IBAN may stand',
    "  apart as they do in speech, the form of one country's passport is another's as well (three), and a mixed separator does",
    '  not unmake an SSN.',
    '- "Bare" is lower case without the punctuation that ends words.',
    '',
  ].join('\n');
}

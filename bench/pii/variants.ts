import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { COMMON_WORDS } from '../../src/pii/common-words.ts';
import { noisyUtterances } from './noisy.ts';

interface Label {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** One line of a corpus; only what variants look at is named. */
interface Row {
  readonly id: string | number;
  readonly conversation?: string;
  /** The recording that a turn is of. */
  readonly file?: string;
  readonly text?: string;
  readonly speaker?: string;
  readonly entities?: readonly Label[];
}

/** The turns of one recording, in their order. */
interface Call {
  readonly id: string;
  readonly turns: readonly Pick<Row, 'speaker' | 'text' | 'entities'>[];
}

/** Names under which scripts/pii-ner/corpora.py divides what it trains on, by folder. */
const TRAINED_ON: ReadonlyMap<string, string> = new Map(
  ['restaurants8k', 'nlupp', 'slurp', 'multidogo', 'presidio-research', 'banking77-negatives'].map(
    (folder) => [folder, folder.replace('-negatives', '')],
  ),
);
/** So many of 256 are kept from training. */
const KEPT_BACK = 51;

/** As the corpus has it, or without what a speech recogniser may not write. */
export type Form = 'written' | 'bare';

export interface VariantOptions {
  readonly form: Form;
  /** Only the texts that the classifier's training never saw. */
  readonly isUnseen: boolean;
}

/** Another reading of a corpus, under a name that says which: whole calls, or labels that leave a question open. */
const SECOND_READINGS: readonly {
  readonly folder: string;
  readonly name: string;
  readonly relabel: (rows: readonly Row[]) => readonly (Row | Call)[];
}[] = [
  {
    folder: 'slurp',
    name: 'devel, performers are false alarms',
    relabel: (rows) =>
      rows.map(({ entities = [], ...row }) => ({
        ...row,
        entities: entities.filter(({ label }) => label !== 'ARTIST'),
      })),
  },
  {
    folder: 'earnings21',
    name: 'reference_turns, names labelled elsewhere in the recording are no false alarms',
    relabel: withNamesAgain,
  },
  { folder: 'earnings21', name: 'whole calls', relabel: asCalls },
  {
    folder: 'earnings21',
    name: 'whole calls, names labelled elsewhere in the recording are no false alarms',
    relabel: (rows) => asCalls(withNamesAgain(rows)),
  },
];

/** Made here, because no such corpus is among those of the folder. */
export const GENERATED = 'generated/noisy utterances';

/** Whether a corpus is one that was written a second time in another reading. */
export function isSecondReading(corpus: string): boolean {
  return SECOND_READINGS.some(({ folder, name }) => corpus === `${folder}/${name}.jsonl`);
}

/**
 * Writes every corpus of a folder in another form to a folder of its own, under the same names, and the second readings
 * beside them.
 */
export function writeVariant(from: string, to: string, { form, isUnseen }: VariantOptions): void {
  const names = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.jsonl'),
  );
  const inForm = <R extends { readonly text?: string }>(row: R): R =>
    form === 'bare' && row.text !== undefined ? { ...row, text: bare(row.text) } : row;
  for (const name of names) {
    const rows = readFileSync(join(from, name), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Row)
      .filter((row) => !isUnseen || wasUnseen(dirname(name), row))
      .map(inForm);
    write(join(to, name), rows);
    for (const { folder, name: reading, relabel } of SECOND_READINGS) {
      if (dirname(name) === folder) write(join(to, folder, `${reading}.jsonl`), relabel(rows));
    }
  }
  write(join(to, `${GENERATED}.jsonl`), noisyUtterances().map(inForm));
}

/** Recordings as redaction meets them: what is found in one turn is found in the others. */
function asCalls(rows: readonly Row[]): Call[] {
  return [...Map.groupBy(rows, ({ file = '' }) => file)].map(([id, turns]) => ({
    id,
    turns: turns.map(({ speaker, text, entities }) => ({
      ...(speaker === undefined ? {} : { speaker }),
      ...(text === undefined ? {} : { text }),
      ...(entities === undefined ? {} : { entities }),
    })),
  }));
}

/** Labels what is part of a labelled name elsewhere in the same recording, as something that may be hidden. */
function withNamesAgain(rows: readonly Row[]): readonly Row[] {
  const names = new Map<string, Set<string>>();
  for (const { file = '', text = '', entities = [] } of rows) {
    const own = names.get(file) ?? new Set();
    names.set(file, own);
    const points = Array.from(text);
    for (const { label, start, end } of entities)
      if (label === 'PERSON')
        for (const [word] of wordsIn(points.slice(start, end).join(''))) if (isTelling(word)) own.add(word);
  }
  return rows.map((row) => {
    const { file = '', text = '', entities = [] } = row;
    const again = wordsIn(text)
      .filter(([word]) => names.get(file)?.has(word))
      .map(([word, at]): Label => {
        const start = Array.from(text.slice(0, at)).length;
        return { start, end: start + Array.from(word).length, label: 'PERSON_AGAIN' };
      })
      .filter((one) => !entities.some(({ start, end }) => start < one.end && one.start < end));
    return { ...row, entities: [...entities, ...again] };
  });
}

function wordsIn(text: string): [word: string, at: number][] {
  return [...text.matchAll(/[\p{L}\p{M}]+/gu)].map((match) => [match[0].toLowerCase(), match.index]);
}

function isTelling(word: string): boolean {
  return word.length > 2 && !COMMON_WORDS.has(word);
}

function write(path: string, rows: readonly (Row | Call)[]): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

/** As `held_out` in scripts/pii-ner/corpora.py; a corpus that training does not read was never seen. */
function wasUnseen(folder: string, { conversation, id }: Row): boolean {
  const corpus = TRAINED_ON.get(folder);
  if (corpus === undefined) return true;
  const [first = 0] = createHash('sha256')
    .update(`${corpus}/${conversation ?? id}`)
    .digest();
  return first < KEPT_BACK;
}

/** Lower case, and spaces for the punctuation that ends words: offsets stay as they are. */
function bare(text: string): string {
  return text
    .replace(/\p{Lu}/gu, (letter) =>
      letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
    )
    .replace(/[.,;:!?]+(?=\s|$)/g, (marks) => ' '.repeat(marks.length));
}

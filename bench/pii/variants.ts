import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One line of a corpus; only what variants look at is named. */
interface Row {
  readonly id: string | number;
  readonly conversation?: string;
  readonly text?: string;
  readonly entities?: readonly { readonly label: string }[];
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

/**
 * Writes every corpus of a folder in another form to a folder of its own, under the same names. Slurp is written a
 * second time without its labels for performers, so that a finding on one counts as false.
 */
export function writeVariant(from: string, to: string, { form, isUnseen }: VariantOptions): void {
  const names = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.jsonl'),
  );
  for (const name of names) {
    const rows = readFileSync(join(from, name), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Row)
      .filter((row) => !isUnseen || wasUnseen(dirname(name), row))
      .map((row) => (form === 'bare' && row.text !== undefined ? { ...row, text: bare(row.text) } : row));
    write(join(to, name), rows);
    if (!name.startsWith('slurp')) continue;
    const strict = rows.map(({ entities = [], ...row }) => ({
      ...row,
      entities: entities.filter(({ label }) => label !== 'ARTIST'),
    }));
    write(join(to, 'slurp/devel, performers are false alarms.jsonl'), strict);
  }
}

function write(path: string, rows: readonly Row[]): void {
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

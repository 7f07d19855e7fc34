/** Rows of the embedding table; row 0 is padding. */
const BUCKETS = 65_536;
/** Feature ids of one word, padded with 0. */
export const SLOTS = 44;
/** Longer words keep their first nine and last five characters: the table of a fixed width must hold every piece. */
const KEPT_CHARACTERS = 14;
/** Stands between two turns, as a word of its own. */
export const TURN_MARK = '\u001e';

const UTF8 = new TextEncoder();
const ALPHANUMERIC = /[\p{L}\p{N}]/u;
const OUTER = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const DIGIT = /\p{Nd}/u;

/**
 * The names of a word's features: itself, its pieces of three to five characters, its shape and the punctuation that
 * ends it. scripts/pii-ner/features.py does the same in training; the golden vectors of the tests hold both to it.
 */
export function featuresOf(word: string): string[] {
  if (word === TURN_MARK) return ['turn'];
  const normal = word.normalize('NFKC').replaceAll('’', "'");
  const core = normal.replace(OUTER, '');
  const base = /'[sS]$/.test(core) ? core.slice(0, -2) : core;
  const text = base.toLowerCase().replace(/\p{Nd}/gu, '0');
  const end = endOf(normal);
  const shape = shapeOf(base);
  const found = [`w:${text}`];
  if (base !== core) found.push("'s");
  if (shape !== null) found.push(`s:${shape}`);
  if (end !== null) found.push(`e:${end}`);
  const characters = ['<', ...kept([...text]), '>'];
  for (const size of [3, 4, 5]) {
    for (let at = 0; at + size <= characters.length; at += 1) {
      found.push(characters.slice(at, at + size).join(''));
    }
  }
  return found.slice(0, SLOTS);
}

function kept(characters: readonly string[]): readonly string[] {
  if (characters.length <= KEPT_CHARACTERS) return characters;
  return [...characters.slice(0, 9), ...characters.slice(-5)];
}

/** Null for plain lower case, which is also what lower-cased speech looks like. */
function shapeOf(text: string): string | null {
  if (text === '') return 'none';
  if (DIGIT.test(text)) return 'digits';
  if (text === text.toLowerCase()) return null;
  const [first = '', ...rest] = text;
  if (text === text.toUpperCase()) return rest.length === 0 ? 'letter' : 'upper';
  const tail = rest.join('');
  return first !== first.toLowerCase() && tail === tail.toLowerCase() ? 'title' : 'mixed';
}

/** The first mark after the last letter or digit that ends a sentence or a part of one. */
function endOf(word: string): '.' | ',' | null {
  const characters = [...word];
  const last = characters.findLastIndex((character) => ALPHANUMERIC.test(character));
  if (last === -1) return null;
  for (const mark of characters.slice(last + 1)) {
    if ('.?!'.includes(mark)) return '.';
    if (',;:'.includes(mark)) return ',';
  }
  return null;
}

/** FNV-1a over UTF-8, then the finaliser of MurmurHash3, so that the low bits are as good as the high ones. */
export function bucketOf(feature: string): number {
  let hash = 0x811c9dc5;
  for (const byte of UTF8.encode(feature)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return 1 + ((hash >>> 0) % (BUCKETS - 1));
}

/** A call says the same words over and over; beyond this many the memory starts anew. */
const REMEMBERED_WORDS = 20_000;

/** Feature ids of words, remembered from call to call: ids, never who said them or where. */
export class FeatureTable {
  readonly #known = new Map<string, Int32Array>();

  /** Writes the {@link SLOTS} ids of a word into `ids` from `at` on. */
  write(word: string, ids: Int32Array, at: number): void {
    ids.set(this.#row(word), at);
  }

  #row(word: string): Int32Array {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    if (this.#known.size >= REMEMBERED_WORDS) this.#known.clear();
    const row = new Int32Array(SLOTS);
    row.set(featuresOf(word).map(bucketOf));
    this.#known.set(word, row);
    return row;
  }
}

const PUNCTUATION = /[\p{P}\p{S}]/u;
const IDEOGRAPH = /\p{Script=Han}/u;
const UNREADABLE = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}]/gu;
/** Longer ones are unknown, as in BERT's own tokenizer. */
const MAX_CHARACTERS = 100;

/** BERT's tokenizer for single words: punctuation split off, then the longest pieces of the vocabulary, greedily. */
export class WordPieces {
  readonly #ids: ReadonlyMap<string, number>;
  readonly #lowerCase: boolean;

  /** @param vocabulary a vocab.txt: one piece a line, its id the line's number from 0 */
  constructor(vocabulary: string, lowerCase: boolean) {
    const pieces = vocabulary.split(/\r?\n/);
    this.#ids = new Map(pieces.map((piece, id) => [piece, id]));
    this.#lowerCase = lowerCase;
  }

  /** Undefined when the vocabulary has no such piece, e.g. `[CLS]`. */
  idOf(piece: string): number | undefined {
    return this.#ids.get(piece);
  }

  /** Ids of a word's pieces; a word that leaves nothing to read is one unknown piece, so that every word has a place. */
  split(word: string): number[] {
    const ids = this.#parts(word).flatMap((part) => this.#longest(part));
    return ids.length > 0 ? ids : [this.#unknown];
  }

  get #unknown(): number {
    return this.#ids.get('[UNK]') ?? 0;
  }

  #parts(word: string): string[] {
    const clean = word.replace(UNREADABLE, '');
    const text = this.#lowerCase
      ? clean
          .toLowerCase()
          .normalize('NFD')
          .replace(/\p{Mn}/gu, '')
      : clean;
    const parts: string[] = [];
    let open = '';
    for (const character of text) {
      if (!PUNCTUATION.test(character) && !IDEOGRAPH.test(character)) {
        open += character;
        continue;
      }
      if (open !== '') parts.push(open);
      parts.push(character);
      open = '';
    }
    return open === '' ? parts : [...parts, open];
  }

  #longest(part: string): number[] {
    const characters = [...part];
    if (characters.length > MAX_CHARACTERS) return [this.#unknown];
    const ids: number[] = [];
    let start = 0;
    while (start < characters.length) {
      let end = characters.length;
      let id: number | undefined;
      for (; end > start; end -= 1) {
        id = this.#ids.get((start > 0 ? '##' : '') + characters.slice(start, end).join(''));
        if (id !== undefined) break;
      }
      if (id === undefined) return [this.#unknown];
      ids.push(id);
      start = end;
    }
    return ids;
  }
}

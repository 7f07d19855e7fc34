import type { Atom } from './atom.ts';

/** A phrase found: which entry, and the places of its first and last word. */
export interface PhraseHit<T> {
  readonly entry: T;
  readonly first: number;
  readonly last: number;
}

interface Phrase<T> {
  readonly tokens: readonly string[];
  readonly entry: T;
}

/** Finds fixed phrases, whatever the case and punctuation; linear, no regular expression. */
export class PhraseFinder<T> {
  readonly #byFirst = new Map<string, Phrase<T>[]>();

  /** Phrases are lower-case words with single spaces; a longer one wins over a shorter one at the same place. */
  constructor(phrases: Iterable<readonly [phrase: string, entry: T]>) {
    for (const [phrase, entry] of phrases) {
      const tokens = phrase.split(' ');
      const first = tokens[0] ?? '';
      const list = this.#byFirst.get(first) ?? [];
      list.push({ tokens, entry });
      list.sort((a, b) => b.tokens.length - a.tokens.length);
      this.#byFirst.set(first, list);
    }
  }

  find(atoms: readonly Atom[]): PhraseHit<T>[] {
    const hits: PhraseHit<T>[] = [];
    for (let at = 0; at < atoms.length; at += 1) {
      const candidates = this.#byFirst.get(atoms[at]?.text ?? '');
      const phrase = candidates?.find(({ tokens }) =>
        tokens.every((token, offset) => atoms[at + offset]?.text === token),
      );
      if (phrase === undefined) continue;
      const end = at + phrase.tokens.length - 1;
      hits.push({ entry: phrase.entry, first: atoms[at]?.first ?? 0, last: atoms[end]?.last ?? 0 });
      at = end;
    }
    return hits;
  }
}

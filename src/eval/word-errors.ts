import { align, editDistance } from './align.ts';
import { normaliseCharacters, normaliseText } from './normalise.ts';

/** What is wrong with a transcript, counted in words and characters of the normalised text. */
export interface ErrorCounts {
  /** Words of the reference. */
  readonly words: number;
  readonly substitutions: number;
  readonly deletions: number;
  readonly insertions: number;
  /** Characters of the reference, single spaces between words among them. */
  readonly characters: number;
  readonly characterErrors: number;
}

export const NO_ERRORS: ErrorCounts = {
  words: 0,
  substitutions: 0,
  deletions: 0,
  insertions: 0,
  characters: 0,
  characterErrors: 0,
};

/** Compares a transcript with its reference, both as written. */
export function countErrors(reference: string, heard: string): ErrorCounts {
  const counts = { hit: 0, substitution: 0, deletion: 0, insertion: 0 };
  const words = normaliseText(reference);
  for (const { kind } of align(words, normaliseText(heard))) counts[kind] += 1;
  const characters = normaliseCharacters(reference);
  return {
    words: words.length,
    substitutions: counts.substitution,
    deletions: counts.deletion,
    insertions: counts.insertion,
    characters: characters.length,
    characterErrors: editDistance(characters, normaliseCharacters(heard)),
  };
}

export function addErrors(a: ErrorCounts, b: ErrorCounts): ErrorCounts {
  return {
    words: a.words + b.words,
    substitutions: a.substitutions + b.substitutions,
    deletions: a.deletions + b.deletions,
    insertions: a.insertions + b.insertions,
    characters: a.characters + b.characters,
    characterErrors: a.characterErrors + b.characterErrors,
  };
}

/** Wrong words: the numerator of the word error rate. */
export function wrongWords(counts: ErrorCounts): number {
  return counts.substitutions + counts.deletions + counts.insertions;
}

/**
 * Errors per word of the reference, 0… (above 1 when more is inserted than was said); null without a reference word.
 */
export function wordErrorRate(counts: ErrorCounts): number | null {
  return counts.words === 0 ? null : wrongWords(counts) / counts.words;
}

/** Errors per character of the reference, 0…; null without one. */
export function characterErrorRate(counts: ErrorCounts): number | null {
  return counts.characters === 0 ? null : counts.characterErrors / counts.characters;
}

import type { Segment } from './segment.ts';
import type { Word } from './word.ts';

/** English words that are capitals by themselves. */
const FIRST_PERSON = /^i(?:'(?:m|ve|ll|d))?$/;

/** A segment that follows another of the same speaker this closely goes on with its sentence. */
const SENTENCE_PAUSE_MS = 700;

/**
 * Gives text of a model that knows capitals only ("GOOD MORNING"), or small letters only, the look of ordinary speech:
 * small letters, "I", and a capital where somebody begins to speak. A model that writes both has casing of its own and is
 * left alone, and so is a word that a client's vocabulary spelled. Names stay small: guessing them is the names' model's work, and a wrong capital would mislead it.
 *
 * @param segments a whole call, in order
 */
export function ordinaryCase(segments: readonly Segment[]): Segment[] {
  const texts = segments
    .flatMap((segment) => segment.words)
    .flatMap(({ text, spelled }) => (spelled === true ? [] : [text]));
  const shouted = texts.every((text) => text === text.toUpperCase());
  const whispered = texts.every((text) => text === text.toLowerCase());
  if (!shouted && !whispered) return [...segments];
  return segments.map((segment, place) => {
    const goesOn = continues(segments[place - 1], segment);
    return { ...segment, words: segment.words.map((word, index) => small(word, index === 0 && !goesOn)) };
  });
}

function continues(before: Segment | undefined, segment: Segment): boolean {
  return before?.speakerLabel === segment.speakerLabel && segment.startMs - before.endMs < SENTENCE_PAUSE_MS;
}

function small(word: Word, begins: boolean): Word {
  if (word.spelled === true) return word;
  const text = word.text.toLowerCase();
  const capital = begins || FIRST_PERSON.test(text);
  return { ...word, text: capital ? text.charAt(0).toUpperCase() + text.slice(1) : text };
}

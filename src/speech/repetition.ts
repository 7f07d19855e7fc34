import type { Word } from '../transcript/word.ts';
import { isNumeral } from './numeral.ts';
import { plainWord } from './plain-word.ts';

/** So many in a row are a decoder in a loop, not a person. */
const MIN_REPEATS = 5;
const MAX_PHRASE_WORDS = 8;
/** What a collapsed phrase's confidence is lowered to. */
const LOOP_CONFIDENCE = 0.1;

/**
 * Collapses a phrase repeated five times or more to its first occurrence, which then covers the whole loop's time and
 * carries a low confidence.
 */
export function collapseRepetitions(words: readonly Word[]): Word[] {
  const kept: Word[] = [];
  for (let at = 0; at < words.length; ) {
    const loop = loopAt(words, at);
    if (loop === null) {
      kept.push(...words.slice(at, at + 1));
      at += 1;
      continue;
    }
    const phrase = words.slice(at, at + loop.length);
    const end = words[at + loop.length * loop.times - 1]?.endMs ?? 0;
    kept.push(
      ...phrase.map((word, i) => ({
        ...word,
        endMs: i === phrase.length - 1 ? Math.max(word.endMs, end) : word.endMs,
        confidence: Math.min(word.confidence ?? LOOP_CONFIDENCE, LOOP_CONFIDENCE),
      })),
    );
    at += loop.length * loop.times;
  }
  return kept;
}

function loopAt(words: readonly Word[], at: number): { length: number; times: number } | null {
  for (let length = 1; length <= MAX_PHRASE_WORDS; length++) {
    let times = 1;
    while (samePhrase(words, at, at + length * times, length)) times++;
    if (times < MIN_REPEATS) continue;
    // People do say one digit five times: a card number loses nothing here.
    const numeral = words.slice(at, at + length).some((word) => isNumeral(word.text));
    return numeral ? null : { length, times };
  }
  return null;
}

function samePhrase(words: readonly Word[], a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) {
    const [left, right] = [words[a + i], words[b + i]];
    if (left === undefined || right === undefined || plainWord(left.text) !== plainWord(right.text))
      return false;
  }
  return true;
}

import type { TimeSpan } from '../audio/pcm-file.ts';
import type { Word } from '../transcript/word.ts';
import type { GuardSettings } from './settings.ts';
import { utterancesOf } from './utterances.ts';

/** Fewer words are little to judge by: of 17 single spoken digits that the full bound left out, 9 were right. */
const FEW_WORDS = 3;
/** So much of the bound holds for few words. */
const FEW_WORDS_SHARE = 0.5;

/**
 * Parts what somebody said from what a model made of music, hum or a far-off television: between two pauses, words of a
 * mean confidence below `minConfidence`, half of it for one or two words. Words without a known confidence stay.
 *
 * @param words ordered by start
 */
export function withoutNoise(
  words: readonly Word[],
  guards: GuardSettings,
): { readonly words: Word[]; readonly noise: TimeSpan[] } {
  const spoken: Word[] = [];
  const noise: TimeSpan[] = [];
  for (const utterance of utterancesOf(words, 0)) {
    const known = utterance.words.flatMap((word) => word.confidence ?? []);
    const sum = known.reduce((total, value) => total + value, 0);
    const bound = guards.minConfidence * (known.length < FEW_WORDS ? FEW_WORDS_SHARE : 1);
    if (known.length === 0 || sum / known.length >= bound) spoken.push(...utterance.words);
    else noise.push({ startMs: utterance.startMs, endMs: utterance.endMs });
  }
  return { words: spoken, noise };
}

import { deflateSync } from 'node:zlib';
import type { TimeSpan } from '../audio/pcm-file.ts';
import type { Word } from '../transcript/word.ts';
import { isNumeral } from './numeral.ts';
import { collapseRepetitions } from './repetition.ts';
import type { GuardSettings } from './settings.ts';

/** What can be wrong with what a model wrote for a window. */
export const SUSPICIONS = ['repetition', 'too_fast', 'dropped', 'language'] as const;
export type Suspicion = (typeof SUSPICIONS)[number];

/** One window's words and what is known of its sound, all times from the same start. */
export interface WindowFacts {
  readonly words: readonly Word[];
  /** Detected speech, padding not counted. */
  readonly speech: readonly TimeSpan[];
  /** Null when the model names none. */
  readonly language: string | null;
}

/** Below this a text is too short for its compression to say anything. */
const MIN_COMPRESSIBLE = 60;
/** Below this a pace says nothing: two words in 0.2 s of detected speech are nothing unusual. */
const MIN_PACED_WORDS = 5;
/** A word's time may lie this far from the speech it belongs to. */
const TIME_SLACK_MS = 500;

/**
 * Why a window's words are not to be believed, empty when nothing speaks against them. The thresholds are those of
 * docs/transcripts.md; every check needs only the words and where voice was detected, so it holds for any model.
 */
export function suspicionsOf(
  facts: WindowFacts,
  guards: GuardSettings,
  allowedLanguages: readonly string[],
): Suspicion[] {
  const checks: Readonly<Record<Suspicion, boolean>> = {
    repetition: isLooping(facts.words, guards),
    too_fast: isTooFast(facts, guards),
    dropped: hasDropped(facts, guards),
    language: isForeign(facts, allowedLanguages),
  };
  return SUSPICIONS.filter((suspicion) => checks[suspicion]);
}

/** A phrase in a row, or a text that deflates too well; numbers read aloud repeat without being a loop. */
function isLooping(words: readonly Word[], guards: GuardSettings): boolean {
  if (collapseRepetitions(words).length < words.length) return true;
  const text = words
    .filter((word) => !isNumeral(word.text))
    .map((word) => word.text)
    .join(' ');
  if (text.length < MIN_COMPRESSIBLE) return false;
  const bytes = Buffer.from(text);
  return bytes.length / deflateSync(bytes).length > guards.maxCompressionRatio;
}

/** More words than a mouth can say in the speech that was there: text over silence or music. */
function isTooFast({ words, speech }: WindowFacts, guards: GuardSettings): boolean {
  const seconds = speech.reduce((sum, span) => sum + span.endMs - span.startMs, 0) / 1000;
  return words.length >= MIN_PACED_WORDS && words.length > guards.maxWordsPerSecond * seconds;
}

/** A long stretch of detected speech without a word in it. */
function hasDropped({ words, speech }: WindowFacts, guards: GuardSettings): boolean {
  return speech.some(({ startMs, endMs }) => {
    const inside = words.filter(
      (word) => word.endMs > startMs - TIME_SLACK_MS && word.startMs < endMs + TIME_SLACK_MS,
    );
    let silentSince = startMs;
    let longest = 0;
    for (const word of inside) {
      longest = Math.max(longest, word.startMs - silentSince);
      silentSince = Math.max(silentSince, word.endMs);
    }
    return Math.max(longest, endMs - silentSince) > guards.maxWordlessMs;
  });
}

function isForeign({ words, language }: WindowFacts, allowed: readonly string[]): boolean {
  return words.length > 0 && language !== null && allowed.length > 0 && !allowed.includes(language);
}

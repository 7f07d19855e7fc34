import { align } from './align.ts';
import { normaliseText } from './normalise.ts';

/** A word as a label or a transcript gives it. */
export interface TimedText {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** How far one correctly heard word lies from its label, in milliseconds: above 0 is late. */
export interface TimeError {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Time errors of the words that were heard right; others have no counterpart to be compared with, nor
 * has a part of what carries one time for several words (`ill-disposed`).
 */
export function timeErrors(reference: readonly TimedText[], heard: readonly TimedText[]): TimeError[] {
  const [labels, words] = [tokensOf(reference), tokensOf(heard)];
  const steps = align(
    labels.map(({ token }) => token),
    words.map(({ token }) => token),
  );
  return steps.flatMap((step) => {
    if (step.kind !== 'hit') return [];
    const [label, word] = [labels[step.reference], words[step.heard]];
    if (label === undefined || word === undefined || !label.whole || !word.whole) return [];
    return [{ startMs: word.of.startMs - label.of.startMs, endMs: word.of.endMs - label.of.endMs }];
  });
}

interface Token {
  readonly token: string;
  readonly of: TimedText;
  /** False when the token is a part of what carries the times. */
  readonly whole: boolean;
}

function tokensOf(words: readonly TimedText[]): Token[] {
  return words.flatMap((of) => {
    const tokens = normaliseText(of.text);
    return tokens.map((token) => ({ token, of, whole: tokens.length === 1 }));
  });
}

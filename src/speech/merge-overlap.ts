import type { TimeSpan } from '../audio/pcm-file.ts';
import type { Word } from '../transcript/word.ts';
import { plainWord } from './plain-word.ts';

/** One word heard in two windows: its two starts differ by less than this, or it was said twice. */
const SAME_WORD_MS = 400;

/**
 * Words of two windows that share a stretch of speech → the words once. Where both heard the same word, the one
 * nearest the middle is the seam: a window's edge is where it garbles. Where they agree on none, each is believed for
 * its half.
 *
 * @param before words of the earlier window, recording times, ordered by start
 * @param after words of the later one
 */
export function mergeOverlap(before: readonly Word[], after: readonly Word[], shared: TimeSpan): Word[] {
  const middle = (shared.startMs + shared.endMs) / 2;
  const seam = seamBetween(before, after, shared, middle);
  if (seam === null) {
    return [
      ...before.filter((word) => centre(word) < middle),
      ...after.filter((word) => centre(word) >= middle),
    ];
  }
  const kept = before.slice(0, seam.left + 1);
  const from = kept.at(-1)?.startMs ?? 0;
  const rest = after.slice(seam.right + 1).map((word) => {
    const startMs = Math.max(word.startMs, from);
    return { ...word, startMs, endMs: Math.max(word.endMs, startMs + 1) };
  });
  return [...kept, ...rest];
}

function seamBetween(before: readonly Word[], after: readonly Word[], shared: TimeSpan, middle: number) {
  let best: { left: number; right: number } | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (let left = before.length - 1; left >= 0; left--) {
    const word = before[left];
    if (word === undefined || word.endMs < shared.startMs - SAME_WORD_MS) break;
    const right = sameWordIn(after, word);
    const distance = Math.abs(centre(word) - middle);
    if (right === -1 || distance >= nearest) continue;
    nearest = distance;
    best = { left, right };
  }
  return best;
}

/** Place of the same word spoken at nearly the same time, the nearest of several ("no no no"); -1 when none is. */
function sameWordIn(words: readonly Word[], { text, startMs }: Word): number {
  let best = -1;
  let least = SAME_WORD_MS;
  for (const [i, other] of words.entries()) {
    const apart = Math.abs(other.startMs - startMs);
    if (apart >= least || plainWord(other.text) !== plainWord(text)) continue;
    least = apart;
    best = i;
  }
  return best;
}

function centre(word: Word): number {
  return (word.startMs + word.endMs) / 2;
}

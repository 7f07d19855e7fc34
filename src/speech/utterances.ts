import type { Utterance, Word } from '../transcript/word.ts';

/** A longer pause between two words of one channel begins a new utterance. */
const PAUSE_MS = 700;

/** Groups one channel's words, ordered by start, into what was said between two pauses. */
export function utterancesOf(words: readonly Word[], channel: number): Utterance[] {
  const groups: Word[][] = [];
  let endMs = Number.NEGATIVE_INFINITY;
  for (const word of words) {
    const last = groups.at(-1);
    if (last === undefined || word.startMs - endMs > PAUSE_MS) groups.push([word]);
    else last.push(word);
    endMs = Math.max(endMs, word.endMs);
  }
  return groups.map((group) => ({
    channel,
    startMs: group[0]?.startMs ?? 0,
    endMs: Math.max(...group.map((word) => word.endMs)),
    words: group,
  }));
}

import type { SpokenWord } from './spoken-word.ts';

/** Within a sentence a speaker does not pause longer than this. */
const SENTENCE_PAUSE_MS = 300;
/** Diarization turns are off by a fraction of a second; so short a change in the middle of a sentence is that error. */
const ISLAND_WORDS = 2;
const ISLAND_MS = 700;

/**
 * Gives a word or two in the middle of one speaker's sentence back to that speaker. Only where the speech runs on
 * without a pause on both sides: an answer stands between pauses, a mistake of the clustering does not.
 *
 * @param spoken ordered by start
 */
export function smoothSpeakers(spoken: readonly SpokenWord[]): SpokenWord[] {
  const smooth = [...spoken];
  for (let start = 1; start < smooth.length; start += 1) {
    const before = smooth[start - 1];
    const first = smooth[start];
    if (before === undefined || first === undefined || first.speaker === before.speaker) continue;
    const end = islandEnd(smooth, start);
    const after = smooth[end];
    if (after === undefined || after.speaker !== before.speaker || !runsOn(smooth, start, end)) continue;
    for (let index = start; index < end; index += 1) {
      const word = smooth[index];
      if (word !== undefined) smooth[index] = { ...word, speaker: before.speaker };
    }
  }
  return smooth;
}

/** First word after the one speaker's words that begin at `start`. */
function islandEnd(spoken: readonly SpokenWord[], start: number): number {
  const speaker = spoken[start]?.speaker;
  let end = start;
  while (end < spoken.length && spoken[end]?.speaker === speaker) end += 1;
  return end;
}

function runsOn(spoken: readonly SpokenWord[], start: number, end: number): boolean {
  const first = spoken[start];
  const last = spoken[end - 1];
  if (first === undefined || last === undefined || end - start > ISLAND_WORDS) return false;
  if (last.word.endMs - first.word.startMs > ISLAND_MS) return false;
  return noPause(spoken[start - 1], first) && noPause(last, spoken[end]) && !endsSentence(spoken[start - 1]);
}

function noPause(left: SpokenWord | undefined, right: SpokenWord | undefined): boolean {
  return (
    left !== undefined &&
    right !== undefined &&
    right.word.startMs - left.word.endMs <= SENTENCE_PAUSE_MS &&
    left.channel === right.channel
  );
}

function endsSentence(spoken: SpokenWord | undefined): boolean {
  return spoken !== undefined && /[.?!]$/.test(spoken.word.text);
}

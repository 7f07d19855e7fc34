import type { Word } from '../transcript/word.ts';
import type { SpokenWord } from './spoken-word.ts';

/** A speaker who pauses longer than this starts a new segment. */
export const SEGMENT_PAUSE_MS = 800;
/** A segment is shown on one or two lines and cited as evidence: longer ones say too little about where. */
const MAX_WORDS = 30;
const MAX_MS = 20_000;

/** One speaker's uncut words on one channel; never empty. */
export interface Run {
  readonly channel: number;
  readonly speaker: number;
  readonly words: readonly Word[];
}

/** Cuts attributed words (ordered by start) into runs, ordered by start. Every word is in exactly one run. */
export function cutIntoRuns(spoken: readonly SpokenWord[]): Run[] {
  const channels = Map.groupBy(spoken, (entry) => entry.channel);
  return [...channels.values()]
    .flatMap(cutAtSpeakersAndPauses)
    .flatMap((run) => cutToSize(run.words).map((words) => ({ ...run, words })))
    .sort((a, b) => startOf(a.words) - startOf(b.words) || a.channel - b.channel);
}

/** Milliseconds of the latest word end; words may overlap a little where windows meet. */
export function endOf(words: readonly Word[]): number {
  return words.reduce((latest, word) => Math.max(latest, word.endMs), 0);
}

function startOf(words: readonly Word[]): number {
  return words[0]?.startMs ?? 0;
}

function cutAtSpeakersAndPauses(spoken: readonly SpokenWord[]): Run[] {
  const runs: { channel: number; speaker: number; words: Word[] }[] = [];
  let reachedMs = 0;
  for (const { word, channel, speaker } of spoken) {
    const run = runs.at(-1);
    if (run !== undefined && run.speaker === speaker && word.startMs - reachedMs <= SEGMENT_PAUSE_MS) {
      run.words.push(word);
      reachedMs = Math.max(reachedMs, word.endMs);
    } else {
      runs.push({ channel, speaker, words: [word] });
      reachedMs = word.endMs;
    }
  }
  return runs;
}

function cutToSize(words: readonly Word[]): (readonly Word[])[] {
  const pieces: (readonly Word[])[] = [];
  let rest = words;
  for (let count = fitting(rest); count < rest.length; count = fitting(rest)) {
    const cut = bestCut(rest, count);
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  pieces.push(rest);
  return pieces;
}

/** How many leading words fit one segment; at least one. */
function fitting(words: readonly Word[]): number {
  const limit = words.findIndex(
    (word, index) => index > 0 && (index >= MAX_WORDS || word.endMs - startOf(words) > MAX_MS),
  );
  return limit === -1 ? words.length : limit;
}

/** The best place to cut in the second half of what fits: after a sentence, else at the longest pause. */
function bestCut(words: readonly Word[], count: number): number {
  let best = count;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let index = Math.max(1, Math.ceil(count / 2)); index <= count; index += 1) {
    const before = words[index - 1];
    const after = words[index];
    if (before === undefined || after === undefined) continue;
    const sentence = /[.?!]$/.test(before.text) ? SEGMENT_PAUSE_MS : 0;
    const score = sentence + after.startMs - before.endMs;
    if (score >= bestScore) {
      best = index;
      bestScore = score;
    }
  }
  return best;
}

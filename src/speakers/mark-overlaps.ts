import type { SpeakerTurn } from './diarizer.ts';
import type { SpokenWord } from './spoken-word.ts';

/** A word must share this much of its time with another voice: word times are good to a tenth of a second. */
const SHARED = 0.5;

/**
 * Marks the words that were spoken while somebody else spoke too. On channels of their own the other's words tell, on a
 * mono recording the diarizer's overlapping turns.
 *
 * @param spoken ordered by start
 * @param turns null when every channel holds one party
 */
export function markOverlaps(
  spoken: readonly SpokenWord[],
  turns: readonly SpeakerTurn[] | null,
): SpokenWord[] {
  const others: readonly Talk[] =
    turns ?? spoken.map(({ word, speaker }) => ({ speaker, startMs: word.startMs, endMs: word.endMs }));
  const sweep = new Sweep(others);
  return spoken.map((entry) => {
    const { startMs, endMs } = entry.word;
    const needed = Math.max(1, (endMs - startMs) * SHARED);
    return sweep.sharedMs(entry.speaker, startMs, endMs) >= needed
      ? { ...entry, word: { ...entry.word, overlapped: true } }
      : entry;
  });
}

interface Talk {
  readonly speaker: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** Answers by rising start only, so that a three-hour call costs one pass. */
class Sweep {
  readonly #talks: readonly Talk[];
  #next = 0;
  #open: Talk[] = [];

  constructor(talks: readonly Talk[]) {
    this.#talks = talks.toSorted((a, b) => a.startMs - b.startMs);
  }

  /** Longest time that any one other speaker's talk shares with the span. */
  sharedMs(speaker: number, startMs: number, endMs: number): number {
    for (let talk = this.#talks[this.#next]; talk !== undefined && talk.startMs < endMs; ) {
      this.#open.push(talk);
      this.#next += 1;
      talk = this.#talks[this.#next];
    }
    this.#open = this.#open.filter((talk) => talk.endMs > startMs);
    const shared = this.#open
      .filter((talk) => talk.speaker !== speaker)
      .map((talk) => Math.min(talk.endMs, endMs) - Math.max(talk.startMs, startMs));
    return Math.max(0, ...shared);
  }
}

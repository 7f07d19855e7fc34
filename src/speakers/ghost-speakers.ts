import type { SpeakerTurn } from './diarizer.ts';

/** A speaker with less of the talk than this … */
const GHOST_SHARE = 0.02;
/** … and no turn longer than this is a clustering error: a cough, a beep, a laugh. */
const GHOST_LONGEST_TURN_MS = 2000;

interface Talk {
  readonly speaker: number;
  totalMs: number;
  longestMs: number;
}

/**
 * The turns of real speakers. A ghost's words then fall to the nearest remaining turn.
 * @param expected at most this many speakers are kept, the most talkative; null keeps all real ones
 */
export function withoutGhosts(turns: readonly SpeakerTurn[], expected: number | null): SpeakerTurn[] {
  const talks = talkBySpeaker(turns);
  const total = talks.reduce((sum, talk) => sum + talk.totalMs, 0);
  const real = talks.filter(
    (talk) => talk.totalMs >= GHOST_SHARE * total || talk.longestMs > GHOST_LONGEST_TURN_MS,
  );
  const limit = Math.max(1, expected ?? real.length);
  const kept = new Set((real.length > 0 ? real : talks).slice(0, limit).map((talk) => talk.speaker));
  return turns.filter((turn) => kept.has(turn.speaker));
}

/** Most talkative first. */
function talkBySpeaker(turns: readonly SpeakerTurn[]): Talk[] {
  const bySpeaker = new Map<number, Talk>();
  for (const { speaker, startMs, endMs } of turns) {
    const talk = bySpeaker.get(speaker) ?? { speaker, totalMs: 0, longestMs: 0 };
    const ms = Math.max(0, endMs - startMs);
    talk.totalMs += ms;
    talk.longestMs = Math.max(talk.longestMs, ms);
    bySpeaker.set(speaker, talk);
  }
  return [...bySpeaker.values()].sort((a, b) => b.totalMs - a.totalMs || a.speaker - b.speaker);
}

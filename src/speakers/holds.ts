import type { TimeSpan } from '../audio/pcm-file.ts';
import type { Segment } from '../transcript/segment.ts';

/** Nobody thinks aloud in silence for so long: the caller waits. */
const HOLD_MS = 20_000;
/** After somebody was asked to wait, a shorter silence is one too. */
const ASKED_HOLD_MS = 5000;
/** The request is among the last words before it. */
const ASKING_WORDS = 25;
const ASKS_TO_WAIT =
  /\b(hold (on|the line|please)|(on|for a) hold|bear with me|(one|just a|give me a|a) (moment|second|minute|sec)|put you (through|on)|transfer you|let me (check|look|see|find|get|pull|bring|speak|ask))\b/;

/**
 * Times in which the caller was left waiting: long silences, and shorter ones after a request to wait. Music is silence
 * here: no words.
 *
 * @param segments ordered by start
 */
export function findHolds(segments: readonly Segment[], durationMs: number): TimeSpan[] {
  const holds: TimeSpan[] = [];
  let reachedMs: number | null = null;
  let before: string[] = [];
  for (const segment of [...segments, null]) {
    const startMs = segment?.startMs ?? durationMs;
    // Before the first word nobody has answered yet.
    if (reachedMs !== null && isHold(startMs - reachedMs, before))
      holds.push({ startMs: reachedMs, endMs: startMs });
    if (segment === null) break;
    reachedMs = Math.max(reachedMs ?? 0, segment.endMs);
    before = [...before, ...segment.words.map((word) => word.text.toLowerCase())].slice(-ASKING_WORDS);
  }
  return holds;
}

function isHold(silenceMs: number, before: readonly string[]): boolean {
  if (silenceMs >= HOLD_MS) return true;
  return silenceMs >= ASKED_HOLD_MS && ASKS_TO_WAIT.test(before.join(' ').replace(/[^a-z' ]/g, ''));
}

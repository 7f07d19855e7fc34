import { SAMPLE_RATE } from '../audio/pcm-file.ts';
import type { Word } from '../transcript/word.ts';
import type { Window } from './windows.ts';

/** Words timed from a window's start → the same words timed from the recording's start. */
export function toRecordingTimes(words: readonly Word[], window: Window): Word[] {
  return words.map((word) => {
    const { part, offsetMs } = partAt(window, word.startMs);
    const startMs = Math.min(part.startMs + word.startMs - offsetMs, part.endMs);
    // A word ends in the part it began in: what follows in the window was spoken elsewhere.
    const endMs = Math.min(startMs + word.endMs - word.startMs, Math.max(part.endMs, startMs + 1));
    return { ...word, startMs: Math.round(startMs), endMs: Math.round(endMs) };
  });
}

function partAt(window: Window, ms: number) {
  let offsetMs = 0;
  let found = { part: { startMs: 0, endMs: 0 }, offsetMs: 0 };
  for (const { start, end } of window.parts) {
    const startMs = (start * 1000) / SAMPLE_RATE;
    const endMs = (end * 1000) / SAMPLE_RATE;
    found = { part: { startMs, endMs }, offsetMs };
    if (ms < offsetMs + endMs - startMs) return found;
    offsetMs += endMs - startMs;
  }
  return found;
}

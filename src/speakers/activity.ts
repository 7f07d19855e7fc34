import type { TimeSpan } from '../audio/pcm-file.ts';

/** A stretch in which one speaker talks. */
export interface TalkSpan extends TimeSpan {
  readonly speaker: string;
}

/** How long who talked, together or not, within [0, durationMs). */
export interface Activity {
  /** Speaker → milliseconds of talk. */
  readonly talkMs: ReadonlyMap<string, number>;
  /** Speaker → milliseconds of talk while somebody else talked too. */
  readonly overlapMs: ReadonlyMap<string, number>;
  /** Milliseconds in which at least two speak. */
  readonly togetherMs: number;
  /** Milliseconds in which nobody speaks. */
  readonly silenceMs: number;
  readonly longestSilenceMs: number;
}

/** Sweeps once over all starts and ends; a speaker's own spans may touch or overlap. */
export function measureActivity(spans: readonly TalkSpan[], durationMs: number): Activity {
  const talkMs = new Map<string, number>();
  const overlapMs = new Map<string, number>();
  const active = new Map<string, number>();
  let togetherMs = 0;
  let silenceMs = 0;
  let longestSilenceMs = 0;
  let silentMs = 0;
  let clockMs = 0;

  const advance = (toMs: number) => {
    const ms = toMs - clockMs;
    if (ms <= 0) return;
    clockMs = toMs;
    silentMs = active.size === 0 ? silentMs + ms : 0;
    longestSilenceMs = Math.max(longestSilenceMs, silentMs);
    if (active.size === 0) silenceMs += ms;
    if (active.size > 1) togetherMs += ms;
    for (const speaker of active.keys()) {
      add(talkMs, speaker, ms);
      if (active.size > 1) add(overlapMs, speaker, ms);
    }
  };

  for (const { atMs, speaker, change } of changes(spans, durationMs)) {
    advance(atMs);
    const depth = (active.get(speaker) ?? 0) + change;
    if (depth > 0) active.set(speaker, depth);
    else active.delete(speaker);
  }
  advance(durationMs);
  return { talkMs, overlapMs, togetherMs, silenceMs, longestSilenceMs };
}

interface Change {
  readonly atMs: number;
  readonly speaker: string;
  readonly change: 1 | -1;
}

/** Starts and ends within the call, by time; at one instant starts come first, so touching spans leave no gap. */
function changes(spans: readonly TalkSpan[], durationMs: number): Change[] {
  const clip = (ms: number) => Math.min(Math.max(ms, 0), durationMs);
  return spans
    .filter((span) => clip(span.endMs) > clip(span.startMs))
    .flatMap(({ speaker, startMs, endMs }): Change[] => [
      { atMs: clip(startMs), speaker, change: 1 },
      { atMs: clip(endMs), speaker, change: -1 },
    ])
    .sort((a, b) => a.atMs - b.atMs || b.change - a.change);
}

function add(sums: Map<string, number>, key: string, ms: number): void {
  sums.set(key, (sums.get(key) ?? 0) + ms);
}

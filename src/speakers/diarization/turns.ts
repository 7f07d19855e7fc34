import type { SpeakerTurn } from '../diarizer.ts';
import type { Stretch } from './stretches.ts';
import { joined } from './time-spans.ts';

/** A shorter pause belongs to the turn around it, as it does for who labels turns by ear. */
const PAUSE_MS = 1000;
/** Nothing shorter is a turn. */
const LEAST_MS = 300;

/** Turns of each speaker from the stretches given to it, in order of their start. */
export function turnsOf(stretches: readonly Stretch[], speakers: readonly (number | null)[]): SpeakerTurn[] {
  const owned = stretches.flatMap(({ startMs, endMs }, index) => {
    const speaker = speakers[index];
    return speaker == null ? [] : [{ startMs, endMs, speaker }];
  });
  return [...Map.groupBy(owned, ({ speaker }) => speaker)]
    .flatMap(([speaker, spans]) =>
      joined(spans, PAUSE_MS)
        .filter(({ startMs, endMs }) => endMs - startMs >= LEAST_MS)
        .map(({ startMs, endMs }) => ({ startMs, endMs, speaker })),
    )
    .sort((a, b) => a.startMs - b.startMs || a.speaker - b.speaker);
}

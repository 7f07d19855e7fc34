import { PARTIES, type Turn } from './dialogue.ts';
import { SAMPLE_RATE } from './voice.ts';

/** One line of script.jsonl: what is said, by whom and when. */
export interface ScriptLine {
  readonly channel: number;
  readonly speaker: string;
  readonly role: string;
  readonly start_ms: number;
  readonly end_ms: number;
  readonly text: string;
  readonly pii: readonly { readonly type: string; readonly text: string }[];
}

export interface Spoken {
  readonly turn: Turn;
  readonly samples: Int16Array;
}

export interface Recording {
  readonly script: readonly ScriptLine[];
  /** Interleaved left and right, 16 bit. */
  readonly stereo: Int16Array;
}

const TAIL_MS = 500;
const NOISE_PEAK = 10;
const toSamples = (ms: number) => Math.round((ms * SAMPLE_RATE) / 1000);
const toMs = (samples: number) => Math.round((samples * 1000) / SAMPLE_RATE);

/** Lays the utterances one after the other with their gaps, each party on its own side. */
export function layOut(utterances: readonly Spoken[]): Recording {
  const places: { readonly spoken: Spoken; readonly start: number; readonly end: number }[] = [];
  let clock = 0;
  for (const spoken of utterances) {
    const start = clock + toSamples(spoken.turn.gapMs);
    const end = start + spoken.samples.length;
    places.push({ spoken, start, end });
    clock = Math.max(clock, end);
  }
  const stereo = lineNoise(2 * (clock + toSamples(TAIL_MS)));
  for (const { spoken, start } of places) {
    const { channel } = PARTIES[spoken.turn.role];
    for (const [i, sample] of spoken.samples.entries()) {
      const at = 2 * (start + i) + channel;
      stereo[at] = (stereo[at] ?? 0) + sample;
    }
  }
  return { script: places.map(({ spoken, start, end }) => describe(spoken.turn, start, end)), stereo };
}

/**
 * Faint hiss, about -75 dBFS, the same every time: no telephone line is digitally silent, and the small model put
 * an "and" before 5 of the 17 turns when they followed perfect silence.
 */
function lineNoise(length: number): Int16Array {
  const noise = new Int16Array(length);
  let state = 123_456_789;
  for (let i = 0; i < length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    noise[i] = state % NOISE_PEAK;
  }
  return noise;
}

function describe({ role, text, pii = [] }: Turn, start: number, end: number): ScriptLine {
  const { channel, voice } = PARTIES[role];
  return { channel, speaker: voice, role, start_ms: toMs(start), end_ms: toMs(end), text, pii };
}

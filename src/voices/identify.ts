import { similarity, type VoicePrint } from './voice-print.ts';

/** When a voice counts as an agent's. */
export interface IdentifyOptions {
  /** Least similarity, cosine. */
  readonly threshold: number;
  /** Least lead over the next agent: two colleagues who sound alike are both left unnamed. */
  readonly margin: number;
}

/** A voice of a call. */
export interface HeardVoice {
  /** The diarizer's number or the channel. */
  readonly speaker: number;
  readonly vector: Float32Array;
}

/** Who a voice was found to be. */
export interface Identified {
  readonly speaker: number;
  readonly print: VoicePrint;
  readonly score: number;
}

/**
 * Names the voices that are enrolled agents' beyond doubt; the others stay nameless. An agent is in a call once: of two
 * voices that match the same print only the better one gets it, and only with the same lead over the other.
 */
export function identify(
  voices: readonly HeardVoice[],
  prints: readonly VoicePrint[],
  { threshold, margin }: IdentifyOptions,
): Identified[] {
  const best = voices.flatMap((voice) => {
    const [first, second] = prints
      .map((print) => ({ speaker: voice.speaker, print, score: similarity(voice.vector, print.vector) }))
      .sort((a, b) => b.score - a.score);
    if (first === undefined || first.score < threshold) return [];
    return second !== undefined && first.score - second.score < margin ? [] : [first];
  });
  return best.filter((found) =>
    best.every(
      (other) =>
        other === found || other.print.agentId !== found.print.agentId || found.score - other.score >= margin,
    ),
  );
}

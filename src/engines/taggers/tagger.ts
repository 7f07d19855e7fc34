import type { HandlerContext } from '../../inference/child-host.ts';

/** Probabilities of one turn: row-major, words × labels. */
export type TurnProbabilities = Float32Array;

/** A model that gives every word of a call a probability for each label. */
export interface Tagger {
  /** `O`, `B-PERSON`, `I-PERSON` … by column. */
  readonly labels: readonly string[];
  /** @returns one table for each turn */
  tag(turns: readonly (readonly string[])[], context: HandlerContext): Promise<readonly TurnProbabilities[]>;
}

import type { PiiType } from './types.ts';

/** A stretch of one turn that a classifier calls by a type. */
export interface ClassifiedSpan {
  readonly type: PiiType;
  /** 0-based words of the turn; the end is exclusive. */
  readonly start: number;
  readonly end: number;
  /** 0…1: mean probability of the type over the words. */
  readonly score: number;
  /** `ner:person`, `ner:address` … */
  readonly rule: string;
}

/** Finds people, addresses, places and organisations by how words are used. */
export interface EntityClassifier {
  /**
   * @param turns a whole call: the words of each turn, in the order spoken, so that a question helps to read its answer
   * @returns for each turn its spans, in order and apart from each other
   * @throws CallmillError engine_crashed, engine_timeout, model_unusable: whoever demanded the classifier must not go
   *   on without it
   */
  classify(
    turns: readonly (readonly string[])[],
    signal?: AbortSignal,
  ): Promise<readonly (readonly ClassifiedSpan[])[]>;
}

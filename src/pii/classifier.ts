import type { Hit, PiiType } from './types.ts';

/** What a model found: words of one turn, both ends included, with the model's probability. */
export interface ClassifiedSpan {
  readonly type: PiiType;
  /** 0-based words of the turn given to {@link EntityClassifier.classify}. */
  readonly first: number;
  readonly last: number;
  /** 0…1 */
  readonly score: number;
  /** For the audit, e.g. `ner:person`. */
  readonly ruleId: string;
}

/** Tells names, addresses and organisations by what is around them. Words go in as they were recognised. */
export interface EntityClassifier {
  /**
   * @param turns words of each turn, in the order spoken
   * @returns spans for each turn, in the same order
   * @throws CallmillError engine_crashed, engine_timeout
   */
  classify(
    turns: readonly (readonly string[])[],
    signal?: AbortSignal,
  ): Promise<readonly (readonly ClassifiedSpan[])[]>;
}

/** Spans by segment of the transcript, as {@link detect} takes them. */
export type SpansBySegment = readonly (readonly ClassifiedSpan[])[];

/** What {@link ClassifiedSpan.ruleId} begins with. */
const RULE = 'ner:';

export function isClassified({ ruleId }: Pick<Hit, 'ruleId'>): boolean {
  return ruleId.startsWith(RULE);
}

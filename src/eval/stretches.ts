import type { TimeSpan } from '../audio/pcm-file.ts';

/** One speaker talking; labels of reference and hypothesis have nothing to do with each other. */
export interface LabelledSpan extends TimeSpan {
  readonly speaker: string;
}

export interface ScoringOptions {
  /** What is labelled; outside nothing counts. */
  readonly regions: readonly TimeSpan[];
  /** Left out on each side of every start and end in the reference: labels are not exact to the millisecond. */
  readonly collarMs: number;
  /** Leave out where the reference has two speakers or more at once. */
  readonly skipOverlap: boolean;
}

/** A stretch of time in which nobody begins or ends. */
export interface Stretch {
  readonly ms: number;
  /** Speakers of the reference. */
  readonly spoken: ReadonlySet<string>;
  /** Labels of the hypothesis. */
  readonly found: ReadonlySet<string>;
}

/** Cuts the scored time at every start and end, in one sweep; stretches in which nobody is, are left out. */
export function stretchesOf(
  reference: readonly LabelledSpan[],
  hypothesis: readonly LabelledSpan[],
  { regions, collarMs, skipOverlap }: ScoringOptions,
): Stretch[] {
  const spoken = new Depths();
  const found = new Depths();
  const scored = new Depths();
  const collars = new Depths();
  const changes = [
    ...changesOf(reference, (span) => spoken.at(span.speaker)),
    ...changesOf(hypothesis, (span) => found.at(span.speaker)),
    ...changesOf(regions, () => scored.at('')),
    ...changesOf(collarMs > 0 ? collarsOf(reference, collarMs) : [], () => collars.at('')),
  ].sort((a, b) => a.atMs - b.atMs);

  const stretches: Stretch[] = [];
  let reachedMs = 0;
  for (const { atMs, apply } of changes) {
    const ms = atMs - reachedMs;
    const counts = scored.active.size > 0 && collars.active.size === 0;
    const someone = spoken.active.size + found.active.size > 0;
    if (ms > 0 && counts && someone && !(skipOverlap && spoken.active.size > 1)) {
      stretches.push({ ms, spoken: new Set(spoken.active), found: new Set(found.active) });
    }
    apply();
    reachedMs = atMs;
  }
  return stretches;
}

/** Which keys are on, where spans of one key may overlap each other. */
class Depths {
  readonly active = new Set<string>();
  readonly #depths = new Map<string, number>();

  at(key: string): (change: 1 | -1) => void {
    return (change) => {
      const depth = (this.#depths.get(key) ?? 0) + change;
      this.#depths.set(key, depth);
      if (depth > 0) this.active.add(key);
      else this.active.delete(key);
    };
  }
}

interface Change {
  readonly atMs: number;
  readonly apply: () => void;
}

function changesOf<T extends TimeSpan>(
  spans: readonly T[],
  of: (span: T) => (change: 1 | -1) => void,
): Change[] {
  return spans
    .filter(({ startMs, endMs }) => endMs > startMs)
    .flatMap((span) => {
      const change = of(span);
      return [
        { atMs: span.startMs, apply: () => change(1) },
        { atMs: span.endMs, apply: () => change(-1) },
      ];
    });
}

function collarsOf(reference: readonly LabelledSpan[], collarMs: number): TimeSpan[] {
  return reference
    .flatMap(({ startMs, endMs }) => [startMs, endMs])
    .map((atMs) => ({ startMs: atMs - collarMs, endMs: atMs + collarMs }));
}

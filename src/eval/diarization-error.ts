import { bestPairing } from './assignment.ts';
import { type LabelledSpan, type ScoringOptions, type Stretch, stretchesOf } from './stretches.ts';

/** Milliseconds of speech by what became of them. */
export interface DiarizationError {
  /** Speech of the reference: two speakers at once count twice. */
  readonly totalMs: number;
  /** Speech that nobody was found for. */
  readonly missMs: number;
  /** Somebody was found where nobody spoke, or one too many. */
  readonly falseAlarmMs: number;
  /** Somebody else was found. */
  readonly confusionMs: number;
}

export interface DiarizationScore extends DiarizationError {
  /** Hypothesis label → the reference's speaker it stands for; a label beyond the reference's number has none. */
  readonly mapping: ReadonlyMap<string, string>;
}

/**
 * Diarization error as NIST's md-eval defines it: at each moment the larger of both numbers of speakers less the number
 * of speakers found right, under the one-to-one mapping of labels that makes most of it right. The mapping is
 * sought in what is scored, as in pyannote.metrics; that package's `collar` is twice ours.
 */
export function diarizationError(
  reference: readonly LabelledSpan[],
  hypothesis: readonly LabelledSpan[],
  options: ScoringOptions,
): DiarizationScore {
  const stretches = stretchesOf(reference, hypothesis, options);
  const mapping = bestMapping(stretches);
  let [totalMs, missMs, falseAlarmMs, confusionMs] = [0, 0, 0, 0];
  for (const { ms, spoken, found } of stretches) {
    const right = [...found].filter((label) => spoken.has(mapping.get(label) ?? '')).length;
    totalMs += ms * spoken.size;
    missMs += ms * Math.max(0, spoken.size - found.size);
    falseAlarmMs += ms * Math.max(0, found.size - spoken.size);
    confusionMs += ms * (Math.min(spoken.size, found.size) - right);
  }
  return { totalMs, missMs, falseAlarmMs, confusionMs, mapping };
}

/** Errors over speech, 0…; null without speech. */
export function diarizationErrorRate(error: DiarizationError): number | null {
  if (error.totalMs === 0) return null;
  return (error.missMs + error.falseAlarmMs + error.confusionMs) / error.totalMs;
}

function bestMapping(stretches: readonly Stretch[]): Map<string, string> {
  const speakers = [...new Set(stretches.flatMap(({ spoken }) => [...spoken]))];
  const labels = [...new Set(stretches.flatMap(({ found }) => [...found]))];
  const together = labels.map((label) =>
    speakers.map((speaker) =>
      stretches.reduce(
        (sum, { ms, spoken, found }) => (found.has(label) && spoken.has(speaker) ? sum + ms : sum),
        0,
      ),
    ),
  );
  const mapping = new Map<string, string>();
  for (const [row, column] of bestPairing(together).entries()) {
    const [label, speaker] = [labels[row], column === null ? undefined : speakers[column]];
    if (label !== undefined && speaker !== undefined) mapping.set(label, speaker);
  }
  return mapping;
}

import type { AnalysisInput } from '../input.ts';
import { callLengthMs, changeOver, quarterOf, quarterSpans, withChanges } from '../quarters.ts';
import type { Findings } from '../schema.ts';
import { sentimentLabel } from '../scores.ts';
import type { PartFindings } from './part-findings.ts';
import type { PromptLine } from './prompt-lines.ts';

type Feelings = Pick<
  Findings,
  'sentimentScore' | 'sentimentChange' | 'sentimentBySpeaker' | 'sentimentByQuarter'
>;

/** Scores of the parts → scores of the call, each part counting by how much of the matter was said in it. */
export function joinFeelings(parts: readonly PartFindings[], input: AnalysisInput): Feelings {
  const sentimentByQuarter = byQuarter(parts, input);
  return {
    sentimentScore:
      mean(
        parts,
        (part) => part.sentiment,
        () => true,
      ) ?? 0,
    sentimentChange: changeOver(sentimentByQuarter),
    sentimentBySpeaker: bySpeaker(parts, input),
    sentimentByQuarter,
  };
}

/** The transcript's speakers; speakers that a model made up are ignored. */
function bySpeaker(
  parts: readonly PartFindings[],
  { segments }: AnalysisInput,
): Findings['sentimentBySpeaker'] {
  const roles = new Map(segments.map((segment) => [segment.speakerLabel, segment.speakerRole]));
  return [...roles].flatMap(([speakerLabel, speakerRole]) => {
    const score = mean(
      parts,
      (part) => part.speakers.get(speakerLabel)?.sentiment,
      ({ segment }) => segment.speakerLabel === speakerLabel,
    );
    // From how they began in the first part they were heard in to how they ended in the last.
    const heard = parts.flatMap((part) => part.speakers.get(speakerLabel) ?? []);
    const change = (heard.at(-1)?.atEnd ?? 0) - (heard[0]?.atStart ?? 0);
    return score === null
      ? []
      : [
          {
            speakerLabel: speakerLabel || 'unknown',
            speakerRole,
            score,
            label: sentimentLabel(score),
            change,
          },
        ];
  });
}

function byQuarter(
  parts: readonly PartFindings[],
  { segments, durationMs }: AnalysisInput,
): Findings['sentimentByQuarter'] {
  const length = callLengthMs(segments, durationMs);
  return withChanges(
    quarterSpans(length).map((span) => {
      const place = span.quarter - 1;
      const score = mean(
        parts,
        (part) => part.quarters[place],
        ({ segment }) => quarterOf(segment, length) === place,
      );
      return { ...span, score };
    }),
  );
}

/** Mean of the parts that have a score, weighted by the words of the lines that count; null without any. */
function mean(
  parts: readonly PartFindings[],
  scoreOf: (part: PartFindings) => number | undefined,
  counts: (line: PromptLine) => boolean,
): number | null {
  let sum = 0;
  let total = 0;
  for (const part of parts) {
    const score = scoreOf(part);
    const weight = part.part.lines.filter(counts).reduce((words, line) => words + line.text.length, 0);
    if (score === undefined) continue;
    sum += score * weight;
    total += weight;
  }
  return total === 0 ? null : Math.round(sum / total) || 0; // never −0
}

import type { AnalysisInput } from '../../src/analysis/input.ts';
import type { Evidence } from '../../src/analysis/outputs.ts';
import type { Analysis } from '../../src/analysis/schema.ts';

/** Everything an analysis cites. */
export function evidenceOf(analysis: Analysis): Evidence[] {
  const { topics, agentActions, actionItems, complianceFlags, performanceScores, scoreImpacts } = analysis;
  const { coaching, categories, resolution, callback, summaryEvidence } = analysis;
  const lists = [topics, agentActions, actionItems, complianceFlags, performanceScores, scoreImpacts];
  return [
    ...[...lists, coaching, categories, [resolution, callback]].flat().flatMap((item) => item.evidence),
    ...summaryEvidence,
  ];
}

/** What is wrong with the citations: a segment that is not there, words it does not hold, times that are not its own. */
export function unsupported(analysis: Analysis, { segments }: AnalysisInput): Evidence[] {
  return evidenceOf(analysis).filter(({ segmentKey, quote, startMs, endMs }) => {
    const segment = segments.find((candidate) => candidate.key === segmentKey);
    if (segment === undefined) return true;
    const text = segment.words.map((word) => word.text).join(' ');
    const times =
      segment.words.some((word) => word.startMs === startMs) &&
      segment.words.some((word) => word.endMs === endMs);
    return !text.includes(quote) || !times;
  });
}

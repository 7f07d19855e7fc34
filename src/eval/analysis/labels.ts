import { z } from 'zod';
import type { Analysis } from '../../analysis/schema.ts';

const names = z.array(z.string().trim().min(1)).max(50);

/** What a person says of a call; what is absent was not labelled and is not scored. */
export const Labels = z.strictObject({
  sentiment: z.enum(['negative', 'neutral', 'positive']).optional(),
  resolution: z.enum(['resolved', 'unresolved', 'unclear']).optional(),
  callback: z.boolean().optional(),
  /** All topics of the call, by the names of the configuration. */
  topics: names.optional(),
  /** All compliance rules that were broken. */
  flags: names.optional(),
});
export type Labels = z.output<typeof Labels>;
export type LabelName = keyof Labels;

/** Share of the label that an analysis agrees with, 0…1: equality, or F1 between two lists of names; null when unlabelled. */
export const AGREEMENT: Readonly<Record<LabelName, (labels: Labels, analysis: Analysis) => number | null>> = {
  sentiment: ({ sentiment }, { sentimentLabel }) =>
    sentiment === undefined ? null : Number(sentimentLabel.replace('very_', '') === sentiment),
  resolution: (labels, { resolution }) =>
    labels.resolution === undefined ? null : Number(resolution.status === labels.resolution),
  callback: (labels, { callback }) =>
    labels.callback === undefined ? null : Number(callback.needed === labels.callback),
  topics: ({ topics }, analysis) =>
    topics === undefined
      ? null
      : f1(
          topics,
          analysis.topics.map((topic) => topic.name),
        ),
  flags: ({ flags }, analysis) =>
    flags === undefined
      ? null
      : f1(
          flags,
          analysis.complianceFlags.filter((flag) => flag.status !== 'present').map((flag) => flag.rule),
        ),
};

/** 1 where neither names anything. */
function f1(wanted: readonly string[], found: readonly string[]): number {
  const [left, right] = [new Set(wanted.map(plain)), new Set(found.map(plain))];
  if (left.size + right.size === 0) return 1;
  return (2 * [...left].filter((name) => right.has(name)).length) / (left.size + right.size);
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}

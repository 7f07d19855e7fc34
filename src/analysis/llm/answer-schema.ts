import { z } from 'zod';
import type { AnalysisConfig } from '../config/config.ts';
import { AskedSentence, CLAIMS, feeling } from '../outputs.ts';

const AskedSpeaker = z.strictObject({
  speaker: z.string().min(1).max(8),
  sentiment: feeling,
  atStart: feeling,
  atEnd: feeling,
});

const citation = CLAIMS.topics.Asked.pick({ segment: true, quote: true });

/** A schema as the validator and as the JSON schema that the grammar is compiled from. */
export interface AskedSchema<T extends z.ZodType> {
  readonly shape: T;
  readonly json: Readonly<Record<string, unknown>>;
}

/**
 * What a model is asked for: the outputs of ../outputs.ts in the form that node-llama-cpp's grammar honours (read in
 * 3.21's generator): every key is required, integers are literals, texts and lists have a maximum, and there is no
 * union, pattern or format. Criteria are those of the client.
 */
function answerShape(criteria: readonly string[]) {
  const [first = 'none', ...others] = criteria;
  const asked = <Entry extends z.ZodType>({ Asked, askedAtMost }: { Asked: Entry; askedAtMost: number }) =>
    z.array(Asked).max(askedAtMost);
  const score = CLAIMS.performanceScores.Asked.extend({ criterion: z.enum([first, ...others]) });
  return z.strictObject({
    summary: z.array(AskedSentence).max(4),
    sentiment: feeling,
    speakers: z.array(AskedSpeaker).max(4),
    quarters: z.strictObject({ first: feeling, second: feeling, third: feeling, fourth: feeling }),
    topics: asked(CLAIMS.topics),
    agentActions: asked(CLAIMS.agentActions),
    actionItems: asked(CLAIMS.actionItems),
    complianceFlags: asked(CLAIMS.complianceFlags),
    performanceScores: z.array(score).max(Math.min(criteria.length, CLAIMS.performanceScores.askedAtMost)),
    scoreImpacts: asked(CLAIMS.scoreImpacts),
    coaching: asked(CLAIMS.coaching),
    ending: z.array(citation).max(1),
    callback: z.array(citation).max(1),
  });
}

export type Answer = z.infer<ReturnType<typeof answerShape>>;
export type Citation = z.infer<typeof citation>;

const known = new Map<string, AskedSchema<ReturnType<typeof answerShape>>>();
const KEPT = 16;

/** The schema of a configuration; the same object for the same criteria, so that an engine can keep its grammar. */
export function answerSchema({
  rubric,
}: Pick<AnalysisConfig, 'rubric'>): AskedSchema<ReturnType<typeof answerShape>> {
  const criteria = rubric.map((rule) => rule.criterion);
  const key = JSON.stringify(criteria);
  const found = known.get(key) ?? withJson(answerShape(criteria));
  if (known.size >= KEPT) known.clear();
  known.set(key, found);
  return found;
}

/** Task citations: which turn proves which claim. */
export const MOST_CLAIMS = 12;
export const Citations = withJson(
  z.strictObject({
    citations: z
      .array(
        citation.extend({
          claim: z.literal(Array.from({ length: MOST_CLAIMS }, (_, at) => at + 1) as [number]),
        }),
      )
      .max(MOST_CLAIMS),
  }),
);

/** Task digest: the summary of a long call, each sentence resting on a numbered one of its parts. */
export const Digest = withJson(
  z.strictObject({
    summary: z
      .array(z.strictObject({ rests: z.string().min(1).max(6), sentence: z.string().min(1).max(240) }))
      .max(4),
  }),
);

function withJson<T extends z.ZodType>(shape: T): AskedSchema<T> {
  const { $schema, ...json } = z.toJSONSchema(shape, { target: 'draft-7' });
  return { shape, json };
}

import { z } from 'zod';
import { CRITERIA, IMPACT_CATEGORIES, PARTIES } from './schema.ts';

/**
 * What the model is asked for. One zod schema gives the validator and, through {@link answerJsonSchema}, the
 * grammar, so it keeps to what node-llama-cpp's grammar honours (read in 3.21's generator): every key is
 * required, integers are literals (an `integer` admits exponents), strings and arrays have a maximum length,
 * and there is no union, pattern or format. Keys are written in this order: quote first, judgement after it.
 */
const integers = (low: number, high: number) =>
  z.literal(Array.from({ length: high - low + 1 }, (_, step) => low + step) as [number, ...number[]]);

const feeling = integers(-10, 10);
const text = (length: number) => z.string().max(length);
const cited = { segment: text(12), quote: text(120) };

export const Answer = z.strictObject({
  summary: text(600),
  sentiment: feeling,
  speakers: z.array(z.strictObject({ speaker: text(8), sentiment: feeling })).max(4),
  quarters: z.strictObject({ first: feeling, second: feeling, third: feeling, fourth: feeling }),
  topics: z.array(z.strictObject({ ...cited, name: text(40) })).max(5),
  agentActions: z.array(z.strictObject({ ...cited, action: text(80) })).max(6),
  actionItems: z
    .array(z.strictObject({ ...cited, what: text(120), who: z.enum(PARTIES), byWhen: text(40) }))
    .max(4),
  complianceFlags: z
    .array(
      z.strictObject({
        ...cited,
        rule: text(60),
        severity: z.enum(['low', 'medium', 'high']),
        note: text(160),
      }),
    )
    .max(4),
  rubric: z
    .array(
      z.strictObject({ ...cited, criterion: z.enum(CRITERIA), reason: text(160), score: integers(1, 10) }),
    )
    .max(CRITERIA.length),
  impacts: z
    .array(
      z.strictObject({
        ...cited,
        category: z.enum(IMPACT_CATEGORIES),
        reason: text(160),
        impact: integers(-5, 5),
      }),
    )
    .max(4),
  coaching: z
    .array(z.strictObject({ ...cited, kind: z.enum(['strength', 'improve']), note: text(200) }))
    .max(3),
});
export type Answer = z.infer<typeof Answer>;

/** The JSON schema handed to the grammar; the same object every time, so that an engine can keep its grammar. */
export const answerJsonSchema: Readonly<Record<string, unknown>> = (() => {
  const { $schema, ...schema } = z.toJSONSchema(Answer, { target: 'draft-7' });
  return schema;
})();

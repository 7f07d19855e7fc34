import { z } from 'zod';

export const CRITERIA = ['opening', 'empathy', 'listening', 'clarity', 'resolution', 'closing'] as const;
export const IMPACT_CATEGORIES = ['courtesy', 'compliance', 'handling', 'outcome', 'pace'] as const;
export const PARTIES = ['agent', 'customer', 'unknown'] as const;
export const SEVERITIES = ['info', 'low', 'medium', 'high'] as const;
export type Party = (typeof PARTIES)[number];
export type Severity = (typeof SEVERITIES)[number];

/**
 * Whole numbers as a list of literals: the one form that zod, the JSON schema and the grammar all hold to (the
 * grammar's `integer` admits exponents and ignores bounds).
 */
export const integers = (low: number, high: number) =>
  z.literal(Array.from({ length: high - low + 1 }, (_, step) => low + step) as [number, ...number[]]);

/** −10 (furious) … 10 (delighted). */
export const feeling = integers(-10, 10);
const words = (length: number) => z.string().min(1).max(length);

/** Where in the redacted transcript a claim can be checked. The quote and the times are the segment's own. */
export const Evidence = z.strictObject({
  segmentKey: words(16),
  quote: words(400),
  startMs: z.number().nonnegative(),
  endMs: z.number().nonnegative(),
});
export type Evidence = z.infer<typeof Evidence>;

/** How a model cites: checked, then replaced by {@link Evidence}. Quote before judgement: it is written in this order. */
const citation = { segment: words(12), quote: words(120) };

/**
 * One output of the analysis that is a list of claims, defined once: `fields` are in what a model is asked for and in
 * what is stored; the grammar, the validators, the types, docs/analysis-schema.md and the casts for Laravel follow.
 */
function claims<
  Fields extends z.ZodRawShape,
  Asked extends z.ZodRawShape,
  Stored extends z.ZodRawShape,
>(spec: {
  readonly column: string;
  /** One line for the documentation and, where a model is asked, for the prompt. */
  readonly help: string;
  readonly fields: Fields;
  /** Further fields that only a model's answer has, and how many entries it may give. */
  readonly asked: Asked;
  readonly askedAtMost: number;
  readonly stored: Stored;
  readonly storedAtMost: number;
  /** `spoken`: a claim about an absence or a measured figure has nothing to quote. */
  readonly evidence: 'always' | 'spoken';
}) {
  const evidence = z
    .array(Evidence)
    .min(spec.evidence === 'always' ? 1 : 0)
    .max(3);
  return {
    ...spec,
    Asked: z.strictObject({ ...citation, ...spec.fields, ...spec.asked }),
    Stored: z.strictObject({ ...spec.fields, ...spec.stored, evidence }),
  };
}

const note = words(400);
const none = {};
/** 0…1 that the finding is right, as a model sees it; null where no model was asked. */
export const probability = z.number().min(0).max(1).nullable().default(null);

export const CLAIMS = {
  topics: claims({
    column: 'topics',
    help: 'what the call was about, in one to three words each; a topic of the list below where one fits',
    fields: { name: words(80) },
    asked: none,
    askedAtMost: 5,
    stored: none,
    storedAtMost: 8,
    evidence: 'always',
  }),
  agentActions: claims({
    column: 'agent_actions',
    help: 'what the agent did, for example "verified identity"; an action of the list below where one fits',
    fields: { action: words(120) },
    asked: none,
    askedAtMost: 6,
    stored: none,
    storedAtMost: 20,
    evidence: 'always',
  }),
  actionItems: claims({
    column: 'action_items',
    help: 'what is left to do after the call, who does it, byWhen as it was said or "" when no time was named',
    fields: { what: words(200), who: z.enum(PARTIES) },
    asked: { byWhen: z.string().max(80) },
    askedAtMost: 4,
    stored: { byWhen: words(80).nullable() },
    storedAtMost: 8,
    evidence: 'always',
  }),
  complianceFlags: claims({
    column: 'compliance_flags',
    help: 'something said that keeps or breaks a rule of the list below, or any other rule of conduct or law',
    fields: { rule: words(80), severity: z.enum(SEVERITIES), note },
    asked: none,
    askedAtMost: 4,
    stored: {
      status: z.enum(['present', 'absent', 'violation']),
      source: z.enum(['rule', 'model']),
      probability,
    },
    storedAtMost: 60,
    evidence: 'spoken',
  }),
  performanceScores: claims({
    column: 'performance_scores',
    help: '1 (poor) to 10 (excellent) for each criterion of the list below that a quote supports',
    fields: { criterion: words(60), reason: note, score: integers(1, 10) },
    asked: none,
    askedAtMost: 26,
    stored: none,
    storedAtMost: 26,
    evidence: 'spoken',
  }),
  scoreImpacts: claims({
    column: 'score_impacts',
    help: 'single moments that raise or lower the quality of the call, from -5 to 5',
    fields: { category: z.enum(IMPACT_CATEGORIES), reason: note, impact: integers(-5, 5) },
    asked: none,
    askedAtMost: 4,
    stored: none,
    storedAtMost: 12,
    evidence: 'spoken',
  }),
  coaching: claims({
    column: 'coaching',
    help: 'notes to the agent: a strength to keep or one thing to improve',
    fields: { kind: z.enum(['strength', 'improve']), note },
    asked: none,
    askedAtMost: 3,
    stored: none,
    storedAtMost: 6,
    evidence: 'spoken',
  }),
} as const;

/** A sentence of a summary, with the turn it rests on. */
export const AskedSentence = z.strictObject({ ...citation, sentence: words(240) });

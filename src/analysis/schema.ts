import { z } from 'zod';
import { CLAIMS, Evidence, feeling, probability } from './outputs.ts';

/** Raised when a field of {@link Analysis} changes meaning; stored beside every analysis. */
export const SCHEMA_VERSION = '2';

export const SENTIMENT_LABELS = [
  'very_negative',
  'negative',
  'neutral',
  'positive',
  'very_positive',
] as const;

export const Topic = CLAIMS.topics.Stored;
export const AgentAction = CLAIMS.agentActions.Stored;
export const ActionItem = CLAIMS.actionItems.Stored;
export const ComplianceFlag = CLAIMS.complianceFlags.Stored.refine(
  (flag) => flag.status === 'absent' || flag.evidence.length > 0,
  { message: 'a flag about something said needs evidence' },
);
export const PerformanceScore = CLAIMS.performanceScores.Stored;
export const ScoreImpact = CLAIMS.scoreImpacts.Stored;
export const CoachingNote = CLAIMS.coaching.Stored;

/** −20…20: how much the feeling rose or fell; null where there is nothing to compare. */
const change = z.number().int().min(-20).max(20).nullable().default(null);

export const SpeakerSentiment = z.strictObject({
  speakerLabel: z.string().min(1),
  speakerRole: z.enum(['agent', 'customer', 'ivr', 'unknown']),
  score: feeling,
  label: z.enum(SENTIMENT_LABELS),
  /** From the first half of the call to the second; from start to end where a model judged. */
  change,
});
export const QuarterSentiment = z.strictObject({
  quarter: z.number().int().min(1).max(4),
  startMs: z.number().nonnegative(),
  endMs: z.number().nonnegative(),
  /** Null when nobody spoke in that quarter. */
  score: feeling.nullable(),
  /** Against the quarter before it in which somebody spoke. */
  change,
});

/** A kind of call, by what was said or by what never was. `evidence` is empty for an absence or a measured figure. */
export const CallCategory = z.strictObject({
  name: z.string().min(1).max(80),
  evidence: z.array(Evidence).max(3),
});

const evidence = z.array(Evidence).max(3);
const source = z.enum(['rule', 'model']);

/** Whether the customer's matter was settled by the end. `resolved` and `unresolved` are claims and have evidence. */
export const Resolution = z
  .strictObject({ status: z.enum(['resolved', 'unresolved', 'unclear']), source, probability, evidence })
  .refine((given) => given.status === 'unclear' || given.evidence.length > 0, {
    message: 'a resolution other than unclear needs evidence',
  });

/** Whether somebody is to call the customer back. That nobody is has nothing to quote. */
export const Callback = z
  .strictObject({ needed: z.boolean(), source, probability, evidence })
  .refine((given) => !given.needed || given.evidence.length > 0, {
    message: 'a callback that is needed needs evidence',
  });

/** The findings alone, before the analyser that made them is written beside them. */
export const FINDINGS = {
  summary: z.string().min(1).max(2000),
  /** What the summary rests on, sentence by sentence where a model wrote it. */
  summaryEvidence: z.array(Evidence).max(8),
  sentimentScore: feeling,
  /** From the first to the last quarter in which somebody spoke. */
  sentimentChange: change,
  topics: z.array(Topic).max(CLAIMS.topics.storedAtMost),
  agentActions: z.array(AgentAction).max(CLAIMS.agentActions.storedAtMost),
  actionItems: z.array(ActionItem).max(CLAIMS.actionItems.storedAtMost),
  complianceFlags: z.array(ComplianceFlag).max(CLAIMS.complianceFlags.storedAtMost),
  performanceScores: z.array(PerformanceScore).max(CLAIMS.performanceScores.storedAtMost),
  scoreImpacts: z.array(ScoreImpact).max(CLAIMS.scoreImpacts.storedAtMost),
  coaching: z.array(CoachingNote).max(CLAIMS.coaching.storedAtMost),
  categories: z.array(CallCategory).max(70),
  resolution: Resolution,
  callback: Callback,
  sentimentBySpeaker: z.array(SpeakerSentiment),
  sentimentByQuarter: z.array(QuarterSentiment).length(4),
} as const;

const count = z.number().int().nonnegative();

/** What is stored for one call: the columns of `ai_call_analyses` that the analysis stage answers for. */
export const Analysis = z.strictObject({
  ...FINDINGS,
  sentimentLabel: z.enum(SENTIMENT_LABELS),
  /** Null when there is nothing to judge: no agent was heard, a voicemail, an empty call. */
  qualityScore: z.number().int().min(0).max(100).nullable(),

  evaluatorType: z.enum(['llm', 'rule_based']),
  /** `local`, `rules`, or the name of an endpoint. */
  provider: z.string().min(1).max(64),
  modelUsed: z.string().min(1),
  modelSha256: z.string().nullable(),
  promptVersion: z.string().min(1).max(64),
  schemaVersion: z.literal(SCHEMA_VERSION),
  /** Of the client's configuration as merged; the same text always has the same hash. */
  configHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Prompts of all requests together, and how much of them the model had to read anew. */
  inputTokens: count,
  evaluatedTokens: count,
  outputTokens: count,
  latencyMs: count,
  /** Until the first token of the first answer; null without a model or where it is not known. */
  firstTokenMs: count.nullable(),
  /** Written after the first token of each answer; null without a model or where it is not known. */
  tokensPerSecond: z.number().nonnegative().nullable(),
  /** Parts the transcript was read in: 1 when it fitted the model whole, 0 when no model answered. */
  parts: count,
  /** The error code that made the rules answer instead of the model; null when nothing failed. */
  fallbackReason: z.string().nullable(),
  /** The answer came from a generated or toy model: it proves the path and says nothing about the call. */
  modelIsProof: z.boolean(),
  /** Claims of the model that cited nothing real, were asked again and still did not; they are left out. */
  droppedClaims: count,
});

export type Topic = z.infer<typeof Topic>;
export type AgentAction = z.infer<typeof AgentAction>;
export type ActionItem = z.infer<typeof ActionItem>;
export type ComplianceFlag = z.infer<typeof ComplianceFlag>;
export type PerformanceScore = z.infer<typeof PerformanceScore>;
export type ScoreImpact = z.infer<typeof ScoreImpact>;
export type CoachingNote = z.infer<typeof CoachingNote>;
export type CallCategory = z.infer<typeof CallCategory>;
export type Resolution = z.infer<typeof Resolution>;
export type Callback = z.infer<typeof Callback>;
export type SpeakerSentiment = z.infer<typeof SpeakerSentiment>;
export type QuarterSentiment = z.infer<typeof QuarterSentiment>;
export type Analysis = z.infer<typeof Analysis>;
export type Findings = Pick<Analysis, keyof typeof FINDINGS>;
export type SentimentLabel = (typeof SENTIMENT_LABELS)[number];

import { z } from 'zod';

/** Raised when a field of {@link Analysis} changes meaning; stored beside every analysis. */
export const SCHEMA_VERSION = '1';

export const SENTIMENT_LABELS = [
  'very_negative',
  'negative',
  'neutral',
  'positive',
  'very_positive',
] as const;
export const CRITERIA = ['opening', 'empathy', 'listening', 'clarity', 'resolution', 'closing'] as const;
export const IMPACT_CATEGORIES = ['courtesy', 'compliance', 'handling', 'outcome', 'pace'] as const;
export const PARTIES = ['agent', 'customer', 'unknown'] as const;

/** Where in the redacted transcript a claim can be checked. The quote and the times are the segment's own. */
export const Evidence = z.object({
  segmentKey: z.string().min(1).max(16),
  quote: z.string().min(1).max(400),
  startMs: z.number().nonnegative(),
  endMs: z.number().nonnegative(),
});

const cited = z.array(Evidence).min(1).max(3);
/** For claims about what was *not* said, or about a measured figure: nothing to quote. */
const citedIfSpoken = z.array(Evidence).max(3);
const sentimentScore = z.number().int().min(-10).max(10);
const sentence = z.string().min(1).max(400);

export const Topic = z.object({ name: z.string().min(1).max(80), evidence: cited });
export const AgentAction = z.object({ action: z.string().min(1).max(120), evidence: cited });
export const ActionItem = z.object({
  what: z.string().min(1).max(200),
  who: z.enum(PARTIES),
  /** As it was said ("by friday"), null when no time was named. */
  byWhen: z.string().min(1).max(80).nullable(),
  evidence: cited,
});
export const ComplianceFlag = z
  .object({
    rule: z.string().min(1).max(80),
    /** `absent`: the rule wants something said, and nobody said it. */
    status: z.enum(['present', 'absent', 'violation']),
    severity: z.enum(['info', 'low', 'medium', 'high']),
    note: sentence,
    source: z.enum(['rule', 'model']),
    evidence: citedIfSpoken,
  })
  .refine((flag) => flag.status === 'absent' || flag.evidence.length > 0, {
    message: 'a flag about something said needs evidence',
  });
export const PerformanceScore = z.object({
  criterion: z.enum(CRITERIA),
  score: z.number().int().min(1).max(10),
  reason: sentence,
  evidence: citedIfSpoken,
});
export const ScoreImpact = z.object({
  category: z.enum(IMPACT_CATEGORIES),
  impact: z.number().int().min(-5).max(5),
  reason: sentence,
  evidence: citedIfSpoken,
});
export const CoachingNote = z.object({
  kind: z.enum(['strength', 'improve']),
  note: sentence,
  evidence: citedIfSpoken,
});
export const SpeakerSentiment = z.object({
  speakerLabel: z.string().min(1),
  speakerRole: z.enum(['agent', 'customer', 'ivr', 'unknown']),
  score: sentimentScore,
  label: z.enum(SENTIMENT_LABELS),
});
export const QuarterSentiment = z.object({
  quarter: z.number().int().min(1).max(4),
  startMs: z.number().nonnegative(),
  endMs: z.number().nonnegative(),
  /** Null when nobody spoke in that quarter. */
  score: sentimentScore.nullable(),
});

/** What is stored for one call: the columns of `ai_call_analyses` that the analysis stage answers for. */
export const Analysis = z.object({
  summary: z.string().min(1).max(2000),
  sentimentLabel: z.enum(SENTIMENT_LABELS),
  sentimentScore,
  /** Null when there is nothing to judge: no agent was heard, a voicemail, an empty call. */
  qualityScore: z.number().int().min(0).max(100).nullable(),
  topics: z.array(Topic).max(8),
  agentActions: z.array(AgentAction).max(20),
  actionItems: z.array(ActionItem).max(8),
  complianceFlags: z.array(ComplianceFlag).max(20),
  performanceScores: z.array(PerformanceScore).max(CRITERIA.length),
  scoreImpacts: z.array(ScoreImpact).max(12),
  coaching: z.array(CoachingNote).max(6),
  sentimentBySpeaker: z.array(SpeakerSentiment),
  sentimentByQuarter: z.array(QuarterSentiment).length(4),

  evaluatorType: z.enum(['llm', 'rule_based']),
  provider: z.enum(['local', 'rules']),
  modelUsed: z.string().min(1),
  modelSha256: z.string().nullable(),
  promptVersion: z.string().min(1),
  schemaVersion: z.literal(SCHEMA_VERSION),
  inputTokens: z.number().int().nonnegative(),
  outputTokens: z.number().int().nonnegative(),
  latencyMs: z.number().int().nonnegative(),
  /** The error code that made the rules answer instead of the model; null when nothing failed. */
  fallbackReason: z.string().nullable(),
  /** The answer came from a generated or toy model: it proves the path and says nothing about the call. */
  modelIsProof: z.boolean(),
  /** The transcript did not fit the model: it saw the beginning, a middle part and the end. */
  truncatedInput: z.boolean(),
  /** Claims of the model that cited nothing real and were left out. */
  droppedClaims: z.number().int().nonnegative(),
});

export type Evidence = z.infer<typeof Evidence>;
export type Topic = z.infer<typeof Topic>;
export type AgentAction = z.infer<typeof AgentAction>;
export type ActionItem = z.infer<typeof ActionItem>;
export type ComplianceFlag = z.infer<typeof ComplianceFlag>;
export type PerformanceScore = z.infer<typeof PerformanceScore>;
export type ScoreImpact = z.infer<typeof ScoreImpact>;
export type CoachingNote = z.infer<typeof CoachingNote>;
export type SpeakerSentiment = z.infer<typeof SpeakerSentiment>;
export type QuarterSentiment = z.infer<typeof QuarterSentiment>;
export type Analysis = z.infer<typeof Analysis>;
export type SentimentLabel = (typeof SENTIMENT_LABELS)[number];
export type Criterion = (typeof CRITERIA)[number];
export type Party = (typeof PARTIES)[number];

/** The findings alone, before the analyser that made them is written beside them. */
export type Findings = Pick<
  Analysis,
  | 'summary'
  | 'sentimentScore'
  | 'topics'
  | 'agentActions'
  | 'actionItems'
  | 'complianceFlags'
  | 'performanceScores'
  | 'scoreImpacts'
  | 'coaching'
  | 'sentimentBySpeaker'
  | 'sentimentByQuarter'
>;

import type { AnalysisInput } from './input.ts';
import { findActionItems } from './rules/action-items.ts';
import { actionFindings } from './rules/actions.ts';
import { coachingNotes } from './rules/coaching.ts';
import { checkCompliance } from './rules/compliance.ts';
import { gatherFacts } from './rules/facts.ts';
import { scoreImpacts } from './rules/impacts.ts';
import { readLines } from './rules/lines.ts';
import { scoreRubric } from './rules/rubric.ts';
import { callSentiment, sentimentByQuarter, sentimentBySpeaker } from './rules/sentiment.ts';
import { readSituation } from './rules/situation.ts';
import { summarise } from './rules/summary.ts';
import { findTopics, topicFindings } from './rules/topics.ts';
import type { Findings } from './schema.ts';

/** Stored as the model and the prompt version of a rule-based analysis; raised when a rule or a weight changes. */
export const RULES_VERSION = 'rules-1';

/**
 * Reads a call by rules alone: same input, same answer, no network, no model, under 100 ms for 520 turns
 * (measured). Takes anything: no words, one speaker, unknown roles, times that are not numbers.
 */
export function analyseByRules({ segments, metrics, durationMs }: AnalysisInput): Findings {
  const lines = readLines(segments);
  const situation = readSituation(lines);
  const facts = gatherFacts(lines, metrics, durationMs);
  const talk = situation === 'conversation' || situation === 'one_sided';
  const topics = findTopics(lines);
  const actionItems = findActionItems(lines);
  const complianceFlags = talk ? checkCompliance(lines, facts.actions) : [];
  const performanceScores = talk ? scoreRubric(facts) : [];
  const sentimentScore = callSentiment(lines);
  return {
    summary: summarise({ situation, facts, topics, actionItems, sentimentScore }).slice(0, 2000),
    sentimentScore,
    topics: topicFindings(topics),
    agentActions: talk ? actionFindings(facts.actions) : [],
    actionItems,
    complianceFlags,
    performanceScores,
    scoreImpacts: talk ? scoreImpacts(facts, complianceFlags) : [],
    coaching: coachingNotes(performanceScores),
    sentimentBySpeaker: sentimentBySpeaker(lines),
    sentimentByQuarter: sentimentByQuarter(lines, durationMs),
  };
}

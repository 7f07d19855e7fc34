import { setImmediate as nextTurn } from 'node:timers/promises';
import { BUILT_IN_CONFIG } from './config/merge.ts';
import type { AnalysisInput } from './input.ts';
import { changeOver } from './quarters.ts';
import { findActionItems } from './rules/action-items.ts';
import { actionFindings } from './rules/actions.ts';
import { findCategories } from './rules/categories.ts';
import { coachingNotes } from './rules/coaching.ts';
import { checkCompliance } from './rules/compliance.ts';
import { gatherFacts } from './rules/facts.ts';
import { feltLines } from './rules/felt.ts';
import { scoreImpacts } from './rules/impacts.ts';
import { readLines } from './rules/lines.ts';
import { findCallback, findResolution } from './rules/outcome.ts';
import { scoreRubric } from './rules/rubric.ts';
import { callSentiment, sentimentByQuarter, sentimentBySpeaker } from './rules/sentiment.ts';
import { readSituation } from './rules/situation.ts';
import { summarise } from './rules/summary.ts';
import { findTopics, topicFindings } from './rules/topics.ts';
import type { Findings } from './schema.ts';

/** Stored as the model and the prompt version of a rule-based analysis; raised when a rule or a weight changes. */
export const RULES_VERSION = 'rules-5';

/** Who reads a call by rules, and where: see {@link analyseByRules} and {@link categorise}. */
export interface Rules {
  readonly read: (input: AnalysisInput) => Promise<Findings>;
  readonly categorise: (...args: Parameters<typeof categorise>) => Promise<Findings['categories']>;
}

/**
 * Reads a call by rules alone: same input, same answer, no network, no model (time: bench/results/analysis.md). Takes
 * anything: no words, one speaker, unknown roles, times that are not numbers.
 */
export function analyseByRules(input: AnalysisInput): Findings {
  const steps = stepsOf(input);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/**
 * {@link analyseByRules} with a turn of the event loop between its steps: three hours of talk take a fifth of a second,
 * and heartbeats must not wait for that.
 */
export async function analyseByRulesGently(input: AnalysisInput): Promise<Findings> {
  const steps = stepsOf(input);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    await nextTurn();
  }
}

function* stepsOf(input: AnalysisInput): Generator<void, Findings> {
  const { segments, metrics, durationMs, config: rules = BUILT_IN_CONFIG } = input;
  const lines = readLines(segments);
  yield;
  const facts = gatherFacts(lines, metrics, durationMs, rules.actions);
  yield;
  const topics = findTopics(lines, rules.topics);
  yield;
  const situation = readSituation(lines);
  const talk = situation === 'conversation' || situation === 'one_sided';
  const actionItems = findActionItems(lines);
  yield;
  const complianceFlags = talk ? checkCompliance(lines, rules.compliance) : [];
  yield;
  const performanceScores = talk ? scoreRubric(facts, rules.rubric) : [];
  const felt = feltLines(lines);
  const sentimentScore = callSentiment(felt);
  yield;
  const quarters = sentimentByQuarter(felt, durationMs);
  yield;
  const speakers = sentimentBySpeaker(felt, durationMs);
  yield;
  const { text, evidence } = summarise({ situation, facts, topics, actionItems, sentimentScore });
  yield;
  const heard = { lines, facts, situation, topics };
  return {
    summary: text,
    summaryEvidence: evidence,
    sentimentScore,
    sentimentChange: changeOver(quarters),
    topics: topicFindings(topics),
    agentActions: talk ? actionFindings(facts.actions) : [],
    actionItems,
    complianceFlags,
    performanceScores,
    scoreImpacts: talk ? scoreImpacts(facts, complianceFlags) : [],
    coaching: coachingNotes(performanceScores),
    categories: findCategories(rules.categories, { ...heard, flags: complianceFlags, sentimentScore }),
    resolution: findResolution(facts),
    callback: findCallback(facts, actionItems),
    sentimentBySpeaker: speakers,
    sentimentByQuarter: quarters,
  };
}

/** The rules in this thread; a worker hands long calls to another one (src/threads). */
export const RULES_HERE: Rules = {
  read: analyseByRulesGently,
  categorise: async (...args) => categorise(...args),
};

/** The categories of a call whose flags and sentiment somebody else has judged. */
export function categorise(
  input: AnalysisInput,
  flags: Findings['complianceFlags'],
  sentimentScore: number,
): Findings['categories'] {
  const { categories } = input.config ?? BUILT_IN_CONFIG;
  return findCategories(categories, { ...hear(input), flags, sentimentScore });
}

function hear({ segments, metrics, durationMs, config = BUILT_IN_CONFIG }: AnalysisInput) {
  const lines = readLines(segments);
  const facts = gatherFacts(lines, metrics, durationMs, config.actions);
  return { lines, facts, situation: readSituation(lines), topics: findTopics(lines, config.topics) };
}

import type { RubricRule } from '../config/config.ts';
import type { Evidence } from '../outputs.ts';
import type { PerformanceScore } from '../schema.ts';
import { clamp } from '../scores.ts';
import { hitsOf } from './actions.ts';
import type { Facts } from './facts.ts';
import { kindOf } from './felt.ts';
import { evidenceOf } from './lines.ts';

/** Comfortable pace, words per minute; one point is lost for every 10 beyond. */
const PACE = { low: 110, high: 180, perPoint: 10 };
/** Above this share of the talk an agent is lecturing; one point for every 5 % more. */
const TALK_SHARE = 0.65;
const UPSET = -2;

/**
 * Scores 1…10 by the rules of docs/analysis.md, each with what it rests on. A criterion the call gave no
 * occasion for is left out; without an agent there are none.
 */
export function scoreRubric(facts: Facts, rubric: readonly RubricRule[]): PerformanceScore[] {
  if (!facts.lines.some((line) => line.role === 'agent')) return [];
  return rubric.map((rule) => scoreBy(rule, facts)).filter((item) => item !== null);
}

/** How the built-in criteria are scored; one of the client's own is scored by its steps, or not at all. */
const SCORERS: Readonly<Record<string, (facts: Facts) => PerformanceScore | null>> = {
  opening: (facts) =>
    steps(facts, 'opening', {
      'greeted the caller': 'greeting',
      'gave their name': 'name given',
      'offered help': 'help offered',
    }),
  empathy,
  listening,
  clarity,
  resolution,
  closing: (facts) =>
    steps(facts, 'closing', {
      'offered further help': 'further help offered',
      'closed politely': 'farewell',
    }),
};

function scoreBy(rule: RubricRule, facts: Facts): PerformanceScore | null {
  if (rule.steps.length > 0) {
    return steps(facts, rule.criterion, Object.fromEntries(rule.steps.map((step) => [step, step])));
  }
  return Object.hasOwn(SCORERS, rule.criterion) ? (SCORERS[rule.criterion]?.(facts) ?? null) : null;
}

/** 1 when none of the steps was heard, 10 when all were, evenly in between. */
function steps(facts: Facts, criterion: string, wanted: Readonly<Record<string, string>>): PerformanceScore {
  const entries = Object.entries(wanted);
  const heard = entries.filter(([action]) => hitsOf(facts.actions, action).length > 0);
  const missing = entries.filter((entry) => !heard.includes(entry)).map(([, name]) => name);
  const value = 1 + (9 * heard.length) / entries.length;
  const reason =
    missing.length === 0 ? 'Every step was heard.' : `Not heard: ${missing.join(', ')}.`.slice(0, 400);
  return score(
    criterion,
    value,
    reason,
    evidenceOf(
      heard.flatMap(([action]) => hitsOf(facts.actions, action).slice(0, 1)),
      3,
    ),
  );
}

function empathy(facts: Facts): PerformanceScore | null {
  const hits = [
    ...hitsOf(facts.actions, 'apologised'),
    ...hitsOf(facts.actions, 'acknowledged the feeling'),
  ].filter((hit) => kindOf(hit) !== 'judging');
  const upset = Math.min(facts.customerAtStart ?? 0, facts.customerAtEnd ?? 0) <= UPSET;
  if (hits.length === 0)
    return upset ? score('empathy', 2, 'The customer was upset and nobody said so.', []) : null;
  const value = hits.length > 1 ? 9 : 7;
  return score('empathy', value, 'The agent apologised or acknowledged the feeling.', evidenceOf(hits));
}

function listening({ figures, durationMs }: Facts): PerformanceScore | null {
  const agent = figures.speakers.find((speaker) => speaker.speakerRole === 'agent');
  if (agent === undefined || !(durationMs > 0)) return null;
  const perMinute = agent.interruptions / (durationMs / 60_000);
  const excess = Math.max(0, agent.talkShare - TALK_SHARE) * 20;
  const share = Math.round(clamp(agent.talkShare, 0, 1) * 100);
  const reason = `The agent spoke ${share} % of the talk and interrupted ${agent.interruptions} times.`;
  return score('listening', 10 - 2 * perMinute - excess, reason, []);
}

function clarity({ figures }: Facts): PerformanceScore | null {
  const pace = figures.speakers.find((speaker) => speaker.speakerRole === 'agent')?.wordsPerMinute;
  if (pace === undefined || !(pace > 0)) return null;
  const beyond = Math.max(PACE.low - pace, pace - PACE.high, 0);
  const reason = `The agent spoke ${Math.round(pace)} words a minute; ${PACE.low} to ${PACE.high} is comfortable.`;
  return score('clarity', 10 - beyond / PACE.perPoint, reason, []);
}

function resolution(facts: Facts): PerformanceScore {
  const ending = clamp(Math.round((facts.customerAtEnd ?? 0) / 3), -2, 2);
  const unsettled = facts.unsettled.at(-1);
  const settled = facts.settled.at(-1);
  const settledLast = (settled?.line.segment.sequence ?? -1) >= (unsettled?.line.segment.sequence ?? -1);
  if (settled !== undefined && settledLast) {
    return score('resolution', 8 + ending, 'The matter was called settled.', evidenceOf([settled]));
  }
  if (unsettled !== undefined) {
    return score('resolution', 3 + ending, 'The customer said it was not settled.', evidenceOf([unsettled]));
  }
  return score('resolution', 5 + ending, 'Nobody said whether the matter was settled.', []);
}

function score(criterion: string, value: number, reason: string, evidence: Evidence[]): PerformanceScore {
  return { criterion, score: Math.round(clamp(value, 1, 10)), reason, evidence };
}

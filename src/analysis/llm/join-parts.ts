import { keyOf } from '../config/document.ts';
import type { Evidence, Severity } from '../outputs.ts';
import { CLAIMS, SEVERITIES } from '../outputs.ts';
import type { Findings, PerformanceScore } from '../schema.ts';
import type { PartFindings } from './part-findings.ts';

type Lists = Pick<
  Findings,
  | 'topics'
  | 'agentActions'
  | 'actionItems'
  | 'complianceFlags'
  | 'performanceScores'
  | 'scoreImpacts'
  | 'coaching'
>;

/** Words of an action item that tell it from another: the same promise is often made twice. */
const TELLING_WORDS = 4;

/**
 * The claims of all parts as those of one call, evidence and all: what several parts found is one finding with the
 * evidence of each, and where a list is full the strongest stay. No model has a hand in it.
 */
export function joinLists(parts: readonly PartFindings[]): Lists {
  const all = <L extends keyof Lists>(list: L): Lists[L][number][] =>
    parts.flatMap((part): Lists[L][number][] => part[list]);
  const items = merged(all('actionItems'), ({ who, what }) => `${who} ${telling(what)}`);
  return {
    topics: merged(all('topics'), ({ name }) => keyOf(name))
      .sort((one, other) => other.times - one.times)
      .map((found) => found.claim)
      .slice(0, CLAIMS.topics.storedAtMost),
    agentActions: claimsOf(merged(all('agentActions'), ({ action }) => keyOf(action))).slice(
      0,
      CLAIMS.agentActions.storedAtMost,
    ),
    // What was promised last is what is open.
    actionItems: claimsOf(items).slice(-CLAIMS.actionItems.storedAtMost),
    complianceFlags: claimsOf(
      merged(
        all('complianceFlags'),
        ({ rule }) => keyOf(rule),
        (one, other) => (weight(other.severity) > weight(one.severity) ? other : one),
      ),
    ),
    performanceScores: joinScores(parts),
    scoreImpacts: claimsOf(
      merged(all('scoreImpacts'), ({ category, reason }) => `${category} ${keyOf(reason)}`),
    )
      .sort((one, other) => Math.abs(other.impact) - Math.abs(one.impact))
      .slice(0, CLAIMS.scoreImpacts.storedAtMost),
    coaching: claimsOf(merged(all('coaching'), ({ kind, note }) => `${kind} ${keyOf(note)}`)).slice(
      0,
      CLAIMS.coaching.storedAtMost,
    ),
  };
}

/** The opening is judged by the part that has it, the ending by the last; the rest by the mean of all parts. */
function joinScores(parts: readonly PartFindings[]): PerformanceScore[] {
  const scores = parts.flatMap((part) => onePerCriterion(part.performanceScores));
  return [...Map.groupBy(scores, (score) => score.criterion)].flatMap(([criterion, own]) => {
    if (criterion === 'opening') return own.slice(0, 1);
    if (criterion === 'closing' || criterion === 'resolution') return own.slice(-1);
    const mean = own.reduce((sum, item) => sum + item.score, 0) / own.length;
    const nearest = own.toSorted(
      (one, other) => Math.abs(one.score - mean) - Math.abs(other.score - mean),
    )[0];
    return nearest === undefined ? [] : [{ ...nearest, score: Math.round(mean) }];
  });
}

function onePerCriterion(scores: readonly PerformanceScore[]): PerformanceScore[] {
  return [...Map.groupBy(scores, (score) => score.criterion).values()].flatMap((same) => same.slice(0, 1));
}

interface Merged<T> {
  claim: T;
  times: number;
}

function merged<T extends { evidence: Evidence[] }>(
  claims: readonly T[],
  nameOf: (claim: T) => string,
  better: (one: T, other: T) => T = (one) => one,
): Merged<T>[] {
  const found = new Map<string, Merged<T>>();
  for (const claim of claims) {
    const before = found.get(nameOf(claim));
    if (before === undefined) {
      found.set(nameOf(claim), { claim, times: 1 });
      continue;
    }
    const evidence = distinct([...before.claim.evidence, ...claim.evidence]).slice(0, 3);
    before.claim = { ...better(before.claim, claim), evidence };
    before.times += 1;
  }
  return [...found.values()];
}

function claimsOf<T>(found: readonly Merged<T>[]): T[] {
  return found.map(({ claim }) => claim);
}

function distinct(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map((piece) => [`${piece.segmentKey} ${piece.quote}`, piece])).values()];
}

function telling(what: string): string {
  return keyOf(what).split(/\s+/).slice(0, TELLING_WORDS).join(' ');
}

function weight(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

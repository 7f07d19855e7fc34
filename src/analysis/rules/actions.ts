import { keyOf } from '../config/document.ts';
import type { AgentAction } from '../schema.ts';
import type { ActionRule } from './action-rules.ts';
import { evidenceOf, findHits, type Hit, type Line, saidBy } from './lines.ts';

export interface FoundAction {
  readonly rule: ActionRule;
  readonly hits: readonly Hit[];
}

/** What the agent was heard to do, in the order of the first mention. */
export function findActions(lines: readonly Line[], rules: readonly ActionRule[]): readonly FoundAction[] {
  const agent = saidBy(lines, 'agent');
  return rules
    .map((rule) => ({ rule, hits: findHits(agent, rule.patterns) }))
    .filter((found) => found.hits.length > 0)
    .sort((one, other) => placeOf(one) - placeOf(other));
}

/** The stored form. */
export function actionFindings(found: readonly FoundAction[]): AgentAction[] {
  return found
    .map(({ rule, hits }) => ({ action: rule.action, evidence: evidenceOf(hits) }))
    .filter((item) => item.evidence.length > 0)
    .slice(0, 20);
}

/** The hits of one action by its name; empty when it was not heard. */
export function hitsOf(found: readonly FoundAction[], action: string): readonly Hit[] {
  return found.find((item) => keyOf(item.rule.action) === keyOf(action))?.hits ?? [];
}

function placeOf(found: FoundAction): number {
  return found.hits[0]?.line.segment.sequence ?? 0;
}

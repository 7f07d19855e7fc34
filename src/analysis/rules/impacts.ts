import type { ComplianceFlag, ScoreImpact } from '../schema.ts';
import { hitsOf } from './actions.ts';
import type { Facts } from './facts.ts';
import { kindOf } from './felt.ts';
import { evidenceOf } from './lines.ts';

/** Share of the call in silence from which waiting is felt. */
const LONG_SILENCE = 0.35;
/** Change in the customer's feeling that counts, on −10…10. */
const TURN = 3;
const SEVERITY_COST = { info: 0, low: -1, medium: -2, high: -5 } as const;

/** What moved the quality score beside the rubric, −5…5 each; the table is in docs/analysis.md. */
export function scoreImpacts(facts: Facts, flags: readonly ComplianceFlag[]): ScoreImpact[] {
  if (!facts.lines.some((line) => line.role === 'agent')) return [];
  return [...fromFlags(flags), ...fromTurn(facts), ...fromHandling(facts)].slice(0, 12);
}

function fromFlags(flags: readonly ComplianceFlag[]): ScoreImpact[] {
  return flags
    .filter((flag) => flag.status !== 'present' && flag.severity !== 'info')
    .map((flag) => ({
      category: 'compliance',
      impact: SEVERITY_COST[flag.severity],
      reason: flag.note,
      evidence: flag.evidence,
    }));
}

function fromTurn({ customerAtStart, customerAtEnd }: Facts): ScoreImpact[] {
  if (customerAtStart === null || customerAtEnd === null) return [];
  const change = customerAtEnd - customerAtStart;
  if (Math.abs(change) < TURN) return [];
  const reason =
    change > 0
      ? 'The customer left in a better mood than they came.'
      : 'The customer left in a worse mood than they came.';
  return [{ category: 'outcome', impact: change > 0 ? 2 : -2, reason, evidence: [] }];
}

function fromHandling(facts: Facts): ScoreImpact[] {
  const impacts: ScoreImpact[] = [];
  const escalated = hitsOf(facts.actions, 'escalated').filter((hit) => kindOf(hit) !== 'judging');
  if (escalated.length > 0) {
    impacts.push({
      category: 'handling',
      impact: -1,
      reason: 'The matter had to be escalated.',
      evidence: evidenceOf(escalated, 1),
    });
  }
  if (facts.figures.silenceShare > LONG_SILENCE) {
    const share = Math.round(Math.min(1, facts.figures.silenceShare) * 100);
    impacts.push({
      category: 'pace',
      impact: -1,
      reason: `Nobody spoke for ${share} % of the call.`,
      evidence: [],
    });
  }
  return impacts;
}

import type { ActionItem, Callback, Resolution } from '../schema.ts';
import { hitsOf } from './actions.ts';
import type { Facts } from './facts.ts';
import { evidenceOf, findHits, type Hit, saidBy } from './lines.ts';
import { phrases } from './phrase.ts';

const ASKED_FOR = phrases(
  'call|ring|phone me|us back',
  'can|could|will|would someone|somebody|you * call|ring|phone me|us',
  'call me * later|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday',
  'wait|waiting for your|the|a call',
);

/** The last word on the matter decides; without one it is unclear. */
export function findResolution({ settled, unsettled }: Facts): Resolution {
  const yes = settled.at(-1);
  const no = unsettled.at(-1);
  const last = later(yes, no);
  const evidence = last === undefined ? [] : evidenceOf([last]);
  if (evidence.length === 0) return { status: 'unclear', source: 'rule', probability: null, evidence: [] };
  return { status: last === yes ? 'resolved' : 'unresolved', source: 'rule', probability: null, evidence };
}

/** A call back is needed when the customer asked for one or the agent promised one. */
export function findCallback(facts: Facts, items: readonly ActionItem[]): Callback {
  const promised = hitsOf(facts.actions, 'promised a call back');
  const asked = findHits(saidBy(facts.lines, 'customer'), ASKED_FOR);
  const evidence = evidenceOf([...promised.slice(0, 1), ...asked.slice(0, 1)], 2);
  const fromItems = items.find(
    (item) => item.who !== 'customer' && /\b(call|ring|phone) you\b/.test(item.what),
  );
  const all = evidence.length > 0 ? evidence : (fromItems?.evidence ?? []);
  return { needed: all.length > 0, source: 'rule', probability: null, evidence: all };
}

function later(one: Hit | undefined, other: Hit | undefined): Hit | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.line.segment.sequence >= other.line.segment.sequence ? one : other;
}

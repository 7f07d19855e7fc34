import type { ComplianceFlag } from '../schema.ts';
import { type FoundAction, hitsOf } from './actions.ts';
import { evidenceOf, findHits, type Hit, type Line } from './lines.ts';
import { phrases } from './phrase.ts';

/** A greeting later than this is no greeting. */
const GREETING_WITHIN_MS = 30_000;
const ABUSE = phrases(
  'shut up',
  'idiot|idiots|moron|stupid',
  'fuck*|shit|bullshit|bastard*|bitch*|wanker*|arsehole*|asshole*',
);
/** Details that must not be discussed before the caller is known. */
const PERSONAL = phrases('balance', 'account', 'transaction*', 'policy', 'card', 'refund*', 'payment');
const CARD_LABEL = /^\[(CARD|CREDIT_CARD|CVV|EXPIRY|CARD_[A-Z]+)(_\w+)?\]$/;

/**
 * Presence and absence of what a call must have. `present` and `violation` quote the words; `absent` has none to
 * quote. Absence is judged only where an agent was heard.
 */
export function checkCompliance(lines: readonly Line[], actions: readonly FoundAction[]): ComplianceFlag[] {
  const agentHeard = lines.some((line) => line.role === 'agent');
  const wanted = agentHeard ? presence(lines, actions) : [];
  return [...wanted, ...violations(lines)];
}

function presence(lines: readonly Line[], actions: readonly FoundAction[]): ComplianceFlag[] {
  const opening = hitsOf(actions, 'greeted the caller').filter(
    (hit) => hit.line.segment.startMs <= GREETING_WITHIN_MS,
  );
  const flags = [
    wants('greeting', 'low', 'a greeting in the first 30 seconds', opening),
    wants('recording disclosure', 'medium', 'that the call is recorded', disclosure(lines, actions)),
    wants('closing', 'low', 'a polite closing', hitsOf(actions, 'closed politely')),
  ];
  if (findHits(lines, PERSONAL).length > 0) {
    const check = hitsOf(actions, 'verified identity');
    flags.push(wants('identity check', 'medium', 'an identity check before account details', check));
  }
  return flags;
}

/** The disclosure may also be read by the menu before the agent answers. */
function disclosure(lines: readonly Line[], actions: readonly FoundAction[]): readonly Hit[] {
  const said = actions.find((found) => found.rule.action === 'said the call is recorded');
  if (said !== undefined) return said.hits;
  const menu = lines.filter((line) => line.role === 'ivr');
  return findHits(menu, phrases('call|calls * recorded|monitored', 'recorded|monitored for'));
}

function violations(lines: readonly Line[]): ComplianceFlag[] {
  const flags: ComplianceFlag[] = [];
  const abuse = findHits(
    lines.filter((line) => line.role === 'agent'),
    ABUSE,
  );
  if (abuse.length > 0) {
    flags.push(spoken('agent language', 'violation', 'high', 'The agent used abusive language.', abuse));
  }
  const cards = lines.flatMap((line): Hit[] => {
    const at = line.tokens.findIndex((token) => CARD_LABEL.test(token.text));
    return at === -1 ? [] : [{ line, span: { start: at, end: at + 1 } }];
  });
  if (cards.length > 0) {
    flags.push(
      spoken(
        'card data spoken',
        'present',
        'medium',
        'Card data was spoken on the call and redacted.',
        cards,
      ),
    );
  }
  return flags;
}

function wants(
  rule: string,
  severity: ComplianceFlag['severity'],
  what: string,
  hits: readonly Hit[],
): ComplianceFlag {
  const evidence = evidenceOf(hits, 1);
  if (evidence.length > 0)
    return { rule, status: 'present', severity: 'info', note: `Heard: ${what}.`, source: 'rule', evidence };
  return { rule, status: 'absent', severity, note: `Not heard: ${what}.`, source: 'rule', evidence: [] };
}

function spoken(
  rule: string,
  status: 'present' | 'violation',
  severity: ComplianceFlag['severity'],
  note: string,
  hits: readonly Hit[],
): ComplianceFlag {
  return { rule, status, severity, note, source: 'rule', evidence: evidenceOf(hits) };
}

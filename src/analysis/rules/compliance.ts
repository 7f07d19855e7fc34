import type { ComplianceRule } from '../config/config.ts';
import type { Severity } from '../outputs.ts';
import type { ComplianceFlag } from '../schema.ts';
import { bySpeaker, evidenceOf, findHits, type Hit, type Line, wholeWords } from './lines.ts';

const CARD_LABEL = /^\[(CARD|CREDIT_CARD|CVV|EXPIRY|CARD_[A-Z]+)(_\w+)?\]$/;

/**
 * Presence and absence of what a call must and must not have. `present` and `violation` quote the words; `absent` has
 * none to quote. Required rules are judged only where an agent was heard.
 */
export function checkCompliance(lines: readonly Line[], rules: readonly ComplianceRule[]): ComplianceFlag[] {
  const agentHeard = lines.some((line) => line.role === 'agent');
  const judged = rules
    .filter((rule) => rule.phrases.length > 0 && applies(rule, lines))
    .flatMap((rule) =>
      rule.kind === 'forbidden' ? forbidden(rule, lines) : agentHeard ? [required(rule, lines)] : [],
    );
  return [...judged, ...cardData(lines), ...wordsToReviewer(lines)];
}

/** Whether a rule with a condition has its occasion in this call. */
export function applies(rule: ComplianceRule, lines: readonly Line[]): boolean {
  return rule.onlyIf === null || findHits(lines, rule.onlyIf).length > 0;
}

function required(rule: ComplianceRule, lines: readonly Line[]): ComplianceFlag {
  const hits = findHits(bySpeaker(lines, rule.by), rule.phrases).filter((hit) => inTime(rule, hit));
  const what =
    rule.withinMs === null ? rule.rule : `${rule.rule} in the first ${rule.withinMs / 1000} seconds`;
  const evidence = evidenceOf(hits, 1);
  const { rule: name, severity } = rule;
  return evidence.length > 0
    ? flag(name, 'present', 'info', `Heard: ${what}.`, evidence)
    : flag(name, 'absent', severity, `Not heard: ${what}.`, []);
}

function forbidden(rule: ComplianceRule, lines: readonly Line[]): ComplianceFlag[] {
  // Misconduct is not excused by words to the reviewer beside it, nor pinned on a voice whose role is not known.
  const known = lines.filter((line) => rule.by === 'anyone' || line.role !== 'unknown');
  const own = bySpeaker(known, rule.by).map(wholeWords);
  const evidence = evidenceOf(findHits(own, rule.phrases).filter((hit) => inTime(rule, hit)));
  if (evidence.length === 0) return [];
  return [flag(rule.rule, 'violation', rule.severity, `Heard against the rule: ${rule.rule}.`, evidence)];
}

function inTime({ withinMs }: ComplianceRule, hit: Hit): boolean {
  return withinMs === null || hit.line.segment.startMs <= withinMs;
}

function cardData(lines: readonly Line[]): ComplianceFlag[] {
  const cards = lines.flatMap((line): Hit[] => {
    const at = line.tokens.findIndex((token) => CARD_LABEL.test(token.text));
    return at === -1 ? [] : [{ line, span: { start: at, end: at + 1 } }];
  });
  const evidence = evidenceOf(cards);
  if (evidence.length === 0) return [];
  const note = 'Card data was spoken on the call and redacted.';
  return [flag('card data spoken', 'present', 'medium', note, evidence)];
}

/** Somebody spoke to the analyser: it moved no score, and a compliance officer may want to hear it. */
function wordsToReviewer(lines: readonly Line[]): ComplianceFlag[] {
  const hits = lines.flatMap((line): Hit[] => {
    const [range] = line.withheld;
    const whole = wholeWords(line);
    const at = range === undefined ? -1 : whole.tokens.findIndex((token) => token.word >= range[0]);
    return at === -1 ? [] : [{ line: whole, span: { start: at, end: at + 1 } }];
  });
  const evidence = evidenceOf(hits);
  if (evidence.length === 0) return [];
  const note = 'Words meant for whoever reviews the call; they were left out of every score.';
  return [flag('words to the reviewer', 'present', 'low', note, evidence)];
}

function flag(
  rule: string,
  status: ComplianceFlag['status'],
  severity: Severity,
  note: string,
  evidence: ComplianceFlag['evidence'],
): ComplianceFlag {
  return { rule, status, severity, note, source: 'rule', probability: null, evidence };
}

import type { Party } from '../outputs.ts';
import type { ActionItem } from '../schema.ts';
import type { Token } from '../tokens.ts';
import { evidenceOf, type Line } from './lines.ts';
import { findAny, type Phrase, phrases, type Span } from './phrase.ts';
import { findWhen } from './when.ts';

const MAX_ITEMS = 6;
/** Words of a promise that are kept: "send you a confirmation email with the new date". */
const MAX_WORDS = 14;

const LASTING =
  'send|email|text|post|call|ring|phone|contact|arrange|process|refund|escalate|raise|log|book|schedule|update|replace|order|follow|get|forward|chase|investigate|report|issue|submit|credit|notify|organise|organize|dispatch|return|pay|bring|upload|fill|sign|transfer|cancel|block';
const SUBJECT = 'i|we|someone|somebody|they';

/** A promise: who will do what. "Let me check" is done within the call and promises nothing. */
const PROMISES = phrases(
  `${SUBJECT} will ${LASTING}`,
  `${SUBJECT} will * make|have|ensure sure|someone|them|that|it`,
  `${SUBJECT} will personally|also|then|just|immediately|definitely ${LASTING}`,
  `${SUBJECT} am|are going to ${LASTING}`,
  'colleague|manager|supervisor|engineer|technician|team|department will * call|contact|visit|come|be|ring|get',
  'you|it will receive|get|have|hear|arrive',
  'it|refund|payment|replacement|card should|will be with|reach|arrive',
);

/** Requests that leave something for the customer to do. */
const REQUESTS = phrases(
  `you * need|have to ${LASTING}`,
  `please ${LASTING}`,
  `could|can you * ${LASTING} * us|me|back|to`,
);

/** What was left to be done after the call, in the order it was said. */
export function findActionItems(lines: readonly Line[]): ActionItem[] {
  const items = lines.flatMap((line) => {
    if (line.role === 'ivr') return [];
    const promises = findAll(PROMISES, line.tokens);
    if (promises.length > 0)
      return promises.flatMap((span, at) => item(line, span, promises[at + 1], speakerOf(line)));
    const requests = line.role === 'agent' ? findAll(REQUESTS, line.tokens) : [];
    return requests.flatMap((span, at) => item(line, span, requests[at + 1], 'customer'));
  });
  return withoutRepeats(items).slice(0, MAX_ITEMS);
}

/** From the promise to its time, or to the next promise of the same breath. */
function item(line: Line, span: Span, next: Span | undefined, who: Party): ActionItem[] {
  const until = next?.start ?? line.tokens.length;
  const when = findWhen(line.tokens.slice(0, until), span.end);
  const end = Math.min(when?.end ?? until, until, span.start + MAX_WORDS);
  const what = line.tokens.slice(span.start, end).map((token) => token.text);
  const evidence = evidenceOf([{ line, span: { start: span.start, end } }]);
  if (evidence.length === 0) return [];
  const byWhen = when === null ? null : textOf(line.tokens, when).slice(0, 80);
  return [{ what: what.join(' ').slice(0, 200), who, byWhen, evidence }];
}

function findAll(patterns: readonly Phrase[], tokens: readonly Token[]): Span[] {
  const spans: Span[] = [];
  for (let span = findAny(patterns, tokens); span !== null; span = findAny(patterns, tokens, span.end)) {
    spans.push(span);
  }
  return spans;
}

function speakerOf(line: Line): Party {
  return line.role === 'agent' || line.role === 'customer' ? line.role : 'unknown';
}

function textOf(tokens: readonly Token[], span: Span): string {
  return tokens
    .slice(span.start, span.end)
    .map((token) => token.text)
    .join(' ');
}

/** The same promise is often made twice; its first four words tell. */
function withoutRepeats(items: readonly ActionItem[]): ActionItem[] {
  const seen = new Set<string>();
  return items.filter((found) => {
    const key = `${found.who} ${found.what.split(' ').slice(0, 4).join(' ')}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

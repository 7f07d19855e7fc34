import type { SpansBySegment } from '../classifier.ts';
import { MarkWriter } from '../operators/marks.ts';
import type { OperatorContext } from '../operators/operator.ts';
import { REMOVED_MARK } from '../operators/remove.ts';
import { spokenValue } from '../operators/spoken-value.ts';
import { operatorFor, type PiiPolicy } from '../policy.ts';
import { assertRedacted } from '../verify.ts';
import type { DocumentTurn, PiiDocument } from './document.ts';
import { findSpans, type TextSpan } from './inspect.ts';
import { segmentsOf } from './segments.ts';

/** A document's texts with marks instead of what was found. */
export interface RedactedDocument {
  readonly id: string | number;
  /** For the forms `text` and `words`. */
  readonly text?: string;
  readonly turns?: readonly { readonly speaker: string | null; readonly text: string }[];
}

/**
 * Redacts a document and proves it.
 * @throws CallmillError redaction_failed when digits are left over
 */
export function redactDocument(
  document: PiiDocument,
  policy: PiiPolicy,
  operators: OperatorContext = {},
  classified: SpansBySegment = [],
): RedactedDocument {
  const marks = new MarkWriter(operators);
  const byTurn = Map.groupBy(findSpans(document, policy, classified), ({ turn }) => turn);
  const turns = document.turns.map(({ speaker, text }, turn) => {
    const spans = byTurn.get(turn) ?? [];
    const decided = spans.map((span) => ({ ...span, mark: markOf(text, span, policy, marks) }));
    // where the policy leaves a value standing, the last look must not stumble over it
    const looked = cut(
      text,
      decided.map(({ mark, ...span }) => ({ ...span, mark: mark ?? REMOVED_MARK })),
    );
    return { speaker, text: cut(text, decided), looked };
  });
  assertClean(
    document,
    turns.map(({ speaker, looked }) => ({ speaker, text: looked })),
    policy,
  );
  const redacted = turns.map(({ speaker, text }) => ({ speaker, text }));
  if (document.form === 'turns') return { id: document.id, turns: redacted };
  return { id: document.id, text: redacted[0]?.text ?? '' };
}

function markOf(text: string, span: TextSpan, policy: PiiPolicy, marks: MarkWriter) {
  const { type, from, to } = span;
  return marks.mark(
    { type, value: spokenValue(text.slice(from, to).split(/\s+/)) },
    operatorFor(policy, span),
  );
}

function cut(text: string, spans: readonly { from: number; to: number; mark: string | null }[]): string {
  let out = '';
  let copied = 0;
  for (const { from, to, mark } of spans) {
    out += text.slice(copied, from) + (mark ?? text.slice(from, to));
    copied = to;
  }
  return out + text.slice(copied);
}

function assertClean(document: PiiDocument, turns: readonly DocumentTurn[], policy: PiiPolicy): void {
  // the words of the other forms are one text by now
  const form = document.form === 'turns' ? 'turns' : 'text';
  assertRedacted(segmentsOf({ ...document, form, turns, previous: '' }).segments, policy);
}

import { markFor, type PiiPolicy } from '../policy.ts';
import { assertRedacted } from '../verify.ts';
import type { PiiDocument } from './document.ts';
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
export function redactDocument(document: PiiDocument, policy: PiiPolicy): RedactedDocument {
  const byTurn = Map.groupBy(findSpans(document, policy), ({ turn }) => turn);
  const turns = document.turns.map(({ speaker, text }, turn) => ({
    speaker,
    text: cut(text, byTurn.get(turn) ?? [], policy),
  }));
  // the words of the other forms are one text by now
  const left: PiiDocument = {
    ...document,
    form: document.form === 'turns' ? 'turns' : 'text',
    turns,
    previous: '',
  };
  assertRedacted(segmentsOf(left).segments, policy);
  return document.form === 'turns'
    ? { id: document.id, turns }
    : { id: document.id, text: turns[0]?.text ?? '' };
}

function cut(text: string, spans: readonly TextSpan[], policy: PiiPolicy): string {
  let out = '';
  let copied = 0;
  for (const { from, to, type } of spans) {
    out += text.slice(copied, from) + markFor(policy, type);
    copied = to;
  }
  return out + text.slice(copied);
}

import { detect } from './detect.ts';
import { asSegment } from './plain-text.ts';
import { DEFAULT_POLICY, markFor, type PiiPolicy } from './policy.ts';
import { assertRedacted } from './verify.ts';

/**
 * Redacts free text (a summary, a note, a file name) by the same rules as speech; spacing and line breaks stay.
 * @throws CallmillError redaction_failed when digits are left over
 */
export function redactText(text: string, policy: PiiPolicy = DEFAULT_POLICY): string {
  const tokens = [...text.matchAll(/\S+/g)];
  if (tokens.length === 0) return text;
  let out = '';
  let copied = 0;
  for (const { type, first, last } of detect([asSegment(tokens.map(([token]) => token))], policy)) {
    const from = tokens[first.word]?.index ?? 0;
    const lastToken = tokens[last.word];
    const end = (lastToken?.index ?? 0) + (lastToken?.[0].length ?? 0);
    out += text.slice(copied, from) + markFor(policy, type);
    copied = closingAt(text, from, end);
  }
  const redacted = out + text.slice(copied);
  assertRedacted(redacted, policy);
  return redacted;
}

/** Where the punctuation that closes a found stretch begins: "4111 1111 1111 1111." keeps its full stop. */
function closingAt(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && '.,;:!?'.includes(text.charAt(at - 1))) at -= 1;
  return at;
}

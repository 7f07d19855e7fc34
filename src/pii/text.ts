import { redactDocument } from './documents/redact-document.ts';
import type { OperatorContext } from './operators/operator.ts';
import { DEFAULT_POLICY, type PiiPolicy } from './policy.ts';

/**
 * Redacts free text (a summary, a note, a file name) by the same rules as speech; spacing and line breaks stay.
 * @throws CallmillError redaction_failed when digits are left over
 */
export function redactText(
  text: string,
  policy: PiiPolicy = DEFAULT_POLICY,
  operators: OperatorContext = {},
): string {
  const turns = [{ speaker: null, text }];
  const document = { id: 0, form: 'text', turns, words: [], asked: [], previous: '' } as const;
  return redactDocument(document, policy, operators).text ?? '';
}

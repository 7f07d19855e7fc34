import { CallmillError } from '../errors/error.ts';
import type { Segment } from '../transcript/segment.ts';
import { atomise } from './atomise.ts';
import { digitRuns } from './digit-runs.ts';
import { asSegment } from './plain-text.ts';
import { DEFAULT_POLICY, isOn, type PiiPolicy } from './policy.ts';
import { callStream, type Stream, speakerStreams } from './stream.ts';
import { isLabel } from './tokens.ts';

/** No policy may leave as many digits in a row as this. */
const TOO_MANY_DIGITS = 7;
const LETTERS = /^[A-Za-z]+$/;

/**
 * The last look before anything leaves: fails closed when seven digits in a row, spoken or written, are left in one
 * speaker's words or in everybody's by time. A policy that switched DIGITS off has taken that decision.
 * @throws CallmillError redaction_failed
 */
export function assertRedacted(
  output: readonly Segment[] | string,
  policy: PiiPolicy = DEFAULT_POLICY,
): void {
  if (!isOn(policy, 'DIGITS')) return;
  const segments = typeof output === 'string' ? [asSegment(output.split(/\s+/).filter(Boolean))] : output;
  const streams = speakerStreams(segments);
  const left = [...streams, callStream(streams)].some(holdsLongRun) || streams.some(holdsWrittenNumber);
  if (left)
    throw new CallmillError('redaction_failed', 'A run of seven or more digits was left after redaction');
}

function holdsLongRun(stream: Stream): boolean {
  return digitRuns(atomise(stream.words)).some((run) => run.digits.length >= TOO_MANY_DIGITS);
}

/** The same question asked without the rules, of the bare characters: a fault in the rules must not hide itself. */
function holdsWrittenNumber(stream: Stream): boolean {
  let digits = 0;
  for (const { text } of stream.words) {
    // plain words first: nearly all are
    if (LETTERS.test(text) || isLabel(text)) {
      digits = 0;
      continue;
    }
    for (const char of text.normalize('NFKC')) {
      if (/\p{Nd}/u.test(char)) digits += 1;
      else if (/\p{L}/u.test(char)) digits = 0;
      if (digits >= TOO_MANY_DIGITS) return true;
    }
  }
  return false;
}

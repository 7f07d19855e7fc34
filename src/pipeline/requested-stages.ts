import { z } from 'zod';
import { CallmillError } from '../errors/error.ts';

/** The stages a row may ask for by name; what comes before and after them follows by itself. */
export const REQUESTABLE = ['transcribe', 'diarize', 'redact', 'analyse'] as const;
export type RequestableStage = (typeof REQUESTABLE)[number];

/**
 * What a row asks for.
 *
 * `all`      the whole path; finished work of the same audio, models and settings may stand in.
 * `anew`     the whole path, hearing the audio again whatever there is. Words are not kept unredacted, so speakers and
 *            redaction cannot be done again without the audio; and an analysis of another transcript would cite nothing.
 * `analyse`  the analysis only, from the stored transcript with its human corrections.
 */
export type Request = 'all' | 'anew' | 'analyse';

const Stages = z.array(z.enum(REQUESTABLE)).nullable();

/**
 * Reads the column `requested_stages`; null and an empty list ask for everything.
 * @throws CallmillError invalid_row
 */
export function requestOf(column: string | null): Request {
  if (column === null) return 'all';
  const parsed = Stages.safeParse(parseJson(column));
  if (!parsed.success) {
    throw new CallmillError('invalid_row', 'Column requested_stages is not a list of stages', {
      remedy: `Give some of ${REQUESTABLE.join(', ')} in a JSON list, or null, and requeue the row.`,
    });
  }
  const stages = parsed.data ?? [];
  if (stages.length === 0) return 'all';
  return stages.every((stage) => stage === 'analyse') ? 'analyse' : 'anew';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

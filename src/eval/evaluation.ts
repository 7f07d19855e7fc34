import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CallmillError } from '../errors/error.ts';
import { type SpeakerScore, SpeakerScoreSchema, type SpeechScore, SpeechScoreSchema } from './score.ts';

const header = {
  format: z.literal('callmill-eval-1'),
  /** When it was made, ISO 8601. */
  made: z.string(),
  machine: z.object({ processor: z.string(), cores: z.number(), memoryMb: z.number() }),
  /** Role → model id, where one was used. */
  models: z.record(z.string(), z.string()),
  /** A generated model answered: the figures prove the path and nothing else. */
  generated: z.boolean(),
  /** Settings that differ from the default, as `NAME=VALUE`. */
  settings: z.array(z.string()),
  /** Largest resident memory of each process, MB; empty where the system does not tell. */
  peakMemoryMb: z.record(z.string(), z.number()),
  /** Of the resampling. */
  seed: z.number(),
  costs: z.object({ watts: z.number(), pricePerKwh: z.number() }),
  /** Recordings that gave no result, by error code. */
  failed: z.array(z.object({ file: z.string(), corpus: z.string(), code: z.string() })),
};

export const EvaluationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('speech'), ...header, scores: z.array(SpeechScoreSchema) }),
  z.object({ kind: z.literal('speakers'), ...header, scores: z.array(SpeakerScoreSchema) }),
]);

/** Everything measured in one run; what `--output` keeps and `compare` reads. */
export type Evaluation = z.output<typeof EvaluationSchema>;
export type SpeechEvaluation = Extract<Evaluation, { kind: 'speech' }>;
export type SpeakerEvaluation = Extract<Evaluation, { kind: 'speakers' }>;
export type EvaluationHeader = Omit<SpeechEvaluation, 'kind' | 'scores'>;
export type Score = SpeechScore | SpeakerScore;

/** Reads what `--output` wrote. @throws CallmillError usage when it is not there or holds something else */
export async function readEvaluation(path: string): Promise<Evaluation> {
  const text = await readFile(path, 'utf8').catch(() => null);
  const parsed = EvaluationSchema.safeParse(parseJson(text ?? ''));
  if (parsed.success) return parsed.data;
  const what = text === null ? 'cannot be read' : 'is not a result of "callmill eval"';
  throw new CallmillError('usage', `${path} ${what}`, {
    remedy: 'Give a file that "callmill eval speech --output" or "callmill eval speakers --output" wrote.',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

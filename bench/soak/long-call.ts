import type { AnalysisInput } from '../../src/analysis/input.ts';
import { analyseByRules } from '../../src/analysis/rules-analyser.ts';
import { monotonicMs } from '../../src/clock/clock.ts';
import type { Database } from '../../src/database/connect.ts';
import { DEFAULT_POLICY } from '../../src/pii/policy.ts';
import { redactTranscript } from '../../src/pii/redact.ts';
import type { HeardCall } from '../../src/pipeline/result.ts';
import { replaceTranscript } from '../../src/results/write-transcript.ts';
import { computeSpeakerMetrics } from '../../src/speakers/metrics.ts';
import { runTask } from '../../src/threads/run-task.ts';
import { countWords } from '../../src/transcript/segment.ts';
import { BlockWatch } from './block-watch.ts';
import { longTranscript } from './long-transcript.ts';

export interface StepFigures {
  readonly step: string;
  readonly elapsedMs: number;
  /** CPU time of the longest stretch in which the main thread let nothing else run. */
  readonly longestBlockMs: number;
}

/** The steps over the words of one call, as the pipeline takes them and, to compare, without a thread. */
export async function measureLongCall(
  database: Database,
  hours: number,
): Promise<{ readonly words: number; readonly steps: readonly StepFigures[] }> {
  const spoken = longTranscript(hours);
  const durationMs = spoken.at(-1)?.endMs ?? 0;
  const words = countWords(spoken);
  const { signal } = new AbortController();
  const steps: StepFigures[] = [];
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const started = monotonicMs();
    const watch = new BlockWatch();
    const result = await work();
    const elapsedMs = monotonicMs() - started;
    steps.push({ step: name, elapsedMs, longestBlockMs: await watch.end() });
    return result;
  };
  const options = { durationMs, knownNames: ['Martin Brown'] };
  await step('redaction without a thread', async () => redactTranscript(spoken, DEFAULT_POLICY, options));
  const { segments, entities, policyHash } = await step('redaction', () =>
    runTask('redact', [spoken, DEFAULT_POLICY, options], words, signal),
  );
  const metrics = await step('speaker metrics', async () => computeSpeakerMetrics(segments, durationMs));
  const input: AnalysisInput = { segments, metrics, durationMs };
  await step('rules without a thread', async () => analyseByRules(input));
  await step('rules', () => runTask('analyseByRules', [input], words, signal));
  const heard = heardCall({ segments, entities, redactionHash: policyHash }, durationMs);
  await step('writing transcript and entities', () => write(database, heard));
  return { words, steps };
}

async function write(database: Database, heard: HeardCall): Promise<void> {
  const { insertId } = await database.kysely
    .insertInto('ai_call_recordings')
    .values({ apex_id: 'long-call', storage_key: 'long.wav', processing_status: 'completed' })
    .executeTakeFirstOrThrow();
  await database.kysely
    .transaction()
    .execute((transaction) => replaceTranscript(transaction, Number(insertId), heard));
}

function heardCall(
  words: Pick<HeardCall, 'segments' | 'entities' | 'redactionHash'>,
  durationMs: number,
): HeardCall {
  const sha256 = '0'.repeat(64);
  return {
    ...words,
    audio: { sizeBytes: 1, sha256, mimeType: null, durationMs, channels: 2 },
    language: 'en',
    loudness: [],
    confidence: 0.9,
    speechModel: { id: 'made-up', family: 'whisper', sha256, generated: true, provider: 'cpu' },
    settingsHash: sha256,
    transcribeMs: 1,
    quality: null,
    redactedKey: null,
    transcriptKey: sha256,
    reusedFrom: null,
    sealed: [],
  };
}

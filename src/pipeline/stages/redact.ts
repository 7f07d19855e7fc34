import { join, posix } from 'node:path';
import type { TimeSpan } from '../../audio/pcm-file.ts';
import type { AudioProbe } from '../../audio/probe.ts';
import { writeRedactedAudio } from '../../audio/redacted-audio.ts';
import { classifyCall } from '../../pii/classify-call.ts';
import type { SealedValue } from '../../pii/operators/vault.ts';
import type { PiiEntity } from '../../pii/types.ts';
import { runTask } from '../../threads/run-task.ts';
import { countWords, type Segment } from '../../transcript/segment.ts';
import type { Call } from '../call.ts';
import type { PipelineRun } from '../pipeline-run.ts';
import type { PipelineTools } from '../tools.ts';

/** The transcript as the rest of the path sees it: from here on the original words are gone. */
export interface RedactedTranscript {
  readonly segments: readonly Segment[];
  readonly entities: readonly PiiEntity[];
  readonly spans: readonly TimeSpan[];
  /** Null when redaction is off. */
  readonly policyHash: string | null;
  /** What the tenant's vault is to keep. */
  readonly sealed: readonly SealedValue[];
}

/**
 * Redacts the words and proves the result.
 *
 * @throws CallmillError redaction_failed, engine_crashed, engine_timeout, model_missing: nothing of the call is published
 *   then
 */
export async function redactWords(
  segments: readonly Segment[],
  call: Call,
  durationMs: number,
  tools: PipelineTools,
  signal: AbortSignal,
): Promise<RedactedTranscript> {
  const policy = tools.settings.redaction;
  if (policy === null) return { segments, entities: [], spans: [], policyHash: null, sealed: [] };
  const knownNames = call.customerName === null ? [] : [call.customerName];
  const { entityClassifier } = await tools.engines(signal);
  const classified = entityClassifier === null ? [] : await classifyCall(segments, entityClassifier, signal);
  const operators =
    call.scope === undefined ? {} : ((await tools.privacy?.(call.scope.tenantId))?.operators ?? {});
  const {
    segments: redacted,
    entities,
    spans,
    policyHash,
    sealed,
  } = await runTask(
    'redact',
    [segments, policy, { durationMs, classified, knownNames, operators }],
    countWords(segments),
    signal,
  );
  return { segments: redacted, entities, spans, policyHash, sealed };
}

/**
 * Writes the cleaned audio beside the original.
 *
 * @param verify looks at the finished file before anybody else can: what it throws keeps it unpublished
 * @returns its key, or null when none is wanted or the call did not come from a store
 */
export async function publishRedactedAudio(
  call: Call,
  recording: string,
  probe: AudioProbe,
  redacted: RedactedTranscript,
  tools: PipelineTools,
  { scratch, signal }: Pick<PipelineRun, 'scratch' | 'signal'>,
  verify: (path: string) => Promise<void>,
): Promise<string | null> {
  const mode = tools.settings.redactedAudio;
  if (mode === 'off' || redacted.policyHash === null || call.source.kind !== 'object') return null;
  const audio = await writeRedactedAudio(recording, probe, redacted.spans, join(scratch, 'redacted.flac'), {
    mode,
    signal,
  });
  await verify(audio.path);
  const key = redactedKey(call.source.key);
  await tools.store(call.source.bucket).upload(audio.path, key, audio.contentType, signal);
  return key;
}

/** `call-recordings/2026/03/01/a.wav` → `call-recordings/2026/03/01/a.redacted.flac`: beside the original, found by name. */
export function redactedKey(key: string): string {
  const { dir, name } = posix.parse(key);
  return posix.join(dir, `${name}.redacted.flac`);
}

import { analyseCall } from '../analysis/analyse.ts';
import { decodeAudio } from '../audio/decode.ts';
import { probeAudio } from '../audio/probe.ts';
import { computeSpeakerMetrics } from '../speakers/metrics.ts';
import type { Segment } from '../transcript/segment.ts';
import type { Call } from './call.ts';
import type { CallResult } from './result.ts';
import type { StageClock } from './stage-clock.ts';
import { attribute } from './stages/diarize.ts';
import { fetchAudio } from './stages/fetch.ts';
import { publishRedactedAudio, redactWords } from './stages/redact.ts';
import { transcribe } from './stages/transcribe.ts';
import type { PipelineTools } from './tools.ts';

export interface PipelineRun {
  readonly clock: StageClock;
  /** An empty directory for this call's files; the caller removes it. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** Told as soon as the length is known, so that the job's deadline can follow it. */
  readonly onAudioLength?: (seconds: number) => void;
}

/**
 * One call through every stage up to publishing. Each stage takes plain data and returns plain data; unredacted words
 * exist between `transcribe` and `redact` only and never leave this function.
 *
 * @throws CallmillError with the stage it arose in
 */
export async function runPipeline(call: Call, tools: PipelineTools, run: PipelineRun): Promise<CallResult> {
  const { clock, scratch, signal } = run;
  const { settings } = tools;

  const download = await clock.run('fetch', (advance) => fetchAudio(call, tools, scratch, advance, signal));

  const { probe, decoded } = await clock.run('decode', async (advance) => {
    const probe = await probeAudio(download.path, signal);
    if (probe.durationMs !== null) run.onAudioLength?.(probe.durationMs / 1000);
    const { minSeconds, maxMinutes } = settings;
    const decoded = await decodeAudio(download.path, probe, {
      directory: scratch,
      minSeconds,
      maxMinutes,
      signal,
      onProgress: advance,
    });
    run.onAudioLength?.(decoded.durationMs / 1000);
    return { probe, decoded };
  });

  const { engines, heard } = await clock.run('transcribe', async (advance) => {
    const engines = await tools.engines(signal);
    return { engines, heard: await transcribe(decoded.channels, engines, settings, advance, signal) };
  });

  const spoken = await clock.run('diarize', () =>
    attribute(call, decoded.channels, heard.utterances, engines, settings, signal),
  );

  const { redacted, redactedKey } = await clock.run('redact', async () => {
    const redacted = redactWords(spoken, call, decoded.durationMs, tools);
    const redactedKey = await publishRedactedAudio(
      call,
      download.path,
      probe,
      redacted,
      tools,
      scratch,
      signal,
    );
    return { redacted, redactedKey };
  });

  const metrics = computeSpeakerMetrics(redacted.segments, decoded.durationMs);
  const analysis = await clock.run('analyse', () =>
    analyseCall(
      { segments: redacted.segments, metrics, durationMs: decoded.durationMs },
      { languageModel: engines.languageModel, timeoutMs: settings.analysisTimeoutMs },
      signal,
    ),
  );

  return {
    audio: {
      sizeBytes: download.sizeBytes,
      sha256: download.sha256,
      mimeType: download.contentType,
      durationMs: decoded.durationMs,
      channels: decoded.channels.length,
    },
    segments: redacted.segments,
    language: heard.language,
    confidence: meanConfidence(redacted.segments),
    speechModel: heard.model,
    settingsHash: heard.settingsHash,
    transcribeMs: heard.milliseconds,
    entities: redacted.entities,
    redactionHash: redacted.policyHash,
    redactedKey,
    metrics,
    analysis,
  };
}

/** Mean over the words whose confidence is known; null when none is. */
function meanConfidence(segments: readonly Segment[]): number | null {
  const known = segments.flatMap((segment) => segment.words).flatMap((word) => word.confidence ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

import { loudnessPerSecond } from '../speakers/loudness.ts';
import { speechQuality } from '../speech/quality.ts';
import type { SpeechRecognizer } from '../speech/recognizer.ts';
import type { Download } from '../storage/store.ts';
import type { Segment } from '../transcript/segment.ts';
import type { Call } from './call.ts';
import { onDevice, type PipelineRun } from './pipeline-run.ts';
import type { Recall } from './recall.ts';
import { recipeOf, speechSettingsHash, transcriptKey } from './recipe.ts';
import type { HeardCall } from './result.ts';
import { speechOf } from './speech-of.ts';
import { hearSpoken } from './spoken.ts';
import { publishRedactedAudio, redactWords } from './stages/redact.ts';
import { type Listener, relisten } from './stages/relisten.ts';
import type { PipelineTools } from './tools.ts';

/**
 * The stages `decode` to `redact` over a file that was fetched. Unredacted words exist between `transcribe` and
 * `redact` only and never leave this function; what it returns is kept for the next attempt.
 */
export async function listen(
  call: Call,
  download: Download,
  recall: Recall | null,
  tools: PipelineTools,
  run: PipelineRun,
): Promise<HeardCall> {
  const { clock, scratch, signal } = run;
  const { settings } = tools;
  const speech = speechOf(call, settings);

  const { probe, decoded, channels, words, segments: spoken } = await hearSpoken(call, download, tools, run);
  const models = await tools.transcriptModels();

  return await clock.run('redact', async () => {
    const redacted = await redactWords(spoken, call, decoded.durationMs, tools, signal);
    const { path } = download;
    const verify = async (cleaned: string): Promise<void> => {
      if (!settings.verifyRedactedAudio) return;
      const { recognizer } = await tools.engines(signal);
      const onSpeechDevice = withDevice(recognizer, run);
      await relisten(cleaned, redacted.spans, spoken, onSpeechDevice, words.language, scratch, signal);
    };
    const redactedKey = await publishRedactedAudio(call, path, probe, redacted, tools, run, verify);
    const heard: HeardCall = {
      audio: {
        sizeBytes: download.sizeBytes,
        sha256: download.sha256,
        mimeType: download.contentType,
        durationMs: decoded.durationMs,
        channels: decoded.channels.length,
      },
      segments: redacted.segments,
      loudness: channels.envelopes.map(loudnessPerSecond),
      language: words.language,
      confidence: meanConfidence(redacted.segments),
      speechModel: words.model,
      settingsHash: speechSettingsHash(models, speech),
      transcribeMs: words.milliseconds,
      quality: speechQuality(words.channels, decoded.levels, probe.sampleRate),
      entities: redacted.entities,
      redactionHash: redacted.policyHash,
      redactedKey,
      transcriptKey: transcriptKey(download.sha256, recipeOf(call, models, settings)),
      reusedFrom: null,
      sealed: redacted.sealed,
    };
    await recall?.keep(heard, download.etag);
    return heard;
  });
}

/**
 * Holds the device for each window only: proving that muted audio is silent takes ffmpeg half a second and asks the
 * recogniser nothing, and with the device held meanwhile the next call stood before an idle engine: 0.9 s of every 7 s in
 * the timeline of a worker on 83 s calls.
 */
function withDevice(recognizer: SpeechRecognizer, run: PipelineRun): Listener {
  const { maxWindowSeconds } = recognizer;
  return {
    maxWindowSeconds,
    transcribe: (samples, options, signal) =>
      onDevice(run, 'transcribe', () => recognizer.transcribe(samples, options, signal)),
  };
}

/** Mean over the words whose confidence is known; null when none is. */
function meanConfidence(segments: readonly Segment[]): number | null {
  const known = segments.flatMap((segment) => segment.words).flatMap((word) => word.confidence ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

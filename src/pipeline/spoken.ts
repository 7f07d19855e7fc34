import { type DecodedAudio, decodeAudio } from '../audio/decode.ts';
import { type AudioProbe, probeAudio } from '../audio/probe.ts';
import { decodedBytes, probedBytes } from '../audio/size.ts';
import type { Download } from '../storage/store.ts';
import type { Segment } from '../transcript/segment.ts';
import type { Call } from './call.ts';
import { onDevice, type PipelineRun } from './pipeline-run.ts';
import { speechOf } from './speech-of.ts';
import { type Channels, examineChannels } from './stages/channels.ts';
import { attribute } from './stages/diarize.ts';
import { findSpeech, type Transcription, transcribe } from './stages/transcribe.ts';
import type { PipelineTools } from './tools.ts';

/** A call as it was spoken: nobody has redacted it yet. */
export interface SpokenCall {
  readonly probe: AudioProbe;
  readonly decoded: DecodedAudio;
  readonly channels: Channels;
  readonly words: Transcription;
  readonly segments: readonly Segment[];
}

/** What hearing needs of the tools: neither the bucket nor the queue. */
export type HearingTools = Pick<
  PipelineTools,
  'settings' | 'engines' | 'voicePrints' | 'transcriptionEndpoint'
>;

/**
 * The stages `decode` to `diarize` over a file. Both production and `callmill eval` come through here, so that what is
 * measured is what runs. The caller must let nothing of it out unredacted.
 */
export async function hearSpoken(
  call: Call,
  file: Pick<Download, 'path' | 'sizeBytes'>,
  tools: HearingTools,
  run: PipelineRun,
): Promise<SpokenCall> {
  const { clock, signal } = run;
  const speech = speechOf(call, tools.settings);
  const { probe, decoded, channels } = await clock.run('decode', (advance) =>
    decode(call, file, tools, run, advance),
  );

  const { engines, words } = await clock.run('transcribe', async (advance) => {
    const engines = await tools.engines(signal);
    const remote = call.scope === undefined ? null : await tools.transcriptionEndpoint?.(call.scope.tenantId);
    const found = await onDevice(run, 'detect', () => findSpeech(channels.heard, engines.detector, signal));
    const words = await onDevice(run, 'transcribe', () =>
      transcribe(channels.heard, found, engines, remote ?? null, speech, advance, signal),
    );
    return { engines, words };
  });

  const segments = await clock.run('diarize', () =>
    attribute(call, channels, words.utterances, engines, tools, run),
  );
  return { probe, decoded, channels, words, segments };
}

async function decode(
  call: Call,
  { path, sizeBytes }: Pick<Download, 'path' | 'sizeBytes'>,
  { settings }: HearingTools,
  run: PipelineRun,
  advance: (share: number) => void,
) {
  const { scratch, signal, onAudioLength } = run;
  const probe = await probeAudio(path, signal);
  if (probe.durationMs !== null) onAudioLength?.(probe.durationMs / 1000);
  const { minSeconds, maxMinutes } = settings;
  await run.room?.reserve(probedBytes(sizeBytes, probe));
  const decoded = await onDevice(run, 'decode', () =>
    decodeAudio(path, probe, {
      directory: scratch,
      minSeconds,
      maxMinutes,
      signal,
      onProgress: (decodedMs, totalMs) => advance(totalMs === null ? 0 : decodedMs / totalMs),
    }),
  );
  onAudioLength?.(decoded.durationMs / 1000);
  const [{ samples } = { samples: 0 }] = decoded.channels;
  run.room?.correct(sizeBytes + decodedBytes(samples, decoded.channels.length));
  return { probe, decoded, channels: await examineChannels(call, decoded.channels) };
}

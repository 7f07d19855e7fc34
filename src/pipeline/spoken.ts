import { type DecodedAudio, decodeAudio } from '../audio/decode.ts';
import { type AudioProbe, probeAudio } from '../audio/probe.ts';
import type { Segment } from '../transcript/segment.ts';
import type { Call } from './call.ts';
import type { PipelineRun } from './pipeline-run.ts';
import { attribute } from './stages/diarize.ts';
import { type Transcription, transcribe } from './stages/transcribe.ts';
import type { PipelineTools } from './tools.ts';

/** A call as it was spoken: nobody has redacted it yet. */
export interface SpokenCall {
  readonly probe: AudioProbe;
  readonly decoded: DecodedAudio;
  readonly words: Transcription;
  readonly segments: readonly Segment[];
}

/**
 * The stages `decode` to `diarize` over a file. Both production and `callmill eval` come through here, so that what is
 * measured is what runs. The caller must let nothing of it out unredacted.
 */
export async function hearSpoken(
  call: Call,
  path: string,
  tools: Pick<PipelineTools, 'settings' | 'engines'>,
  run: PipelineRun,
): Promise<SpokenCall> {
  const { clock, signal } = run;
  const { settings } = tools;
  const { probe, decoded } = await clock.run('decode', (advance) => decode(path, tools, run, advance));

  const { engines, words } = await clock.run('transcribe', async (advance) => {
    const engines = await tools.engines(signal);
    return { engines, words: await transcribe(decoded.channels, engines, settings, advance, signal) };
  });

  const segments = await clock.run('diarize', () =>
    attribute(call, decoded.channels, words.utterances, engines, settings, signal),
  );
  return { probe, decoded, words, segments };
}

async function decode(
  path: string,
  { settings }: Pick<PipelineTools, 'settings'>,
  { scratch, signal, onAudioLength }: PipelineRun,
  advance: (share: number) => void,
) {
  const probe = await probeAudio(path, signal);
  if (probe.durationMs !== null) onAudioLength?.(probe.durationMs / 1000);
  const { minSeconds, maxMinutes } = settings;
  const decoded = await decodeAudio(path, probe, {
    directory: scratch,
    minSeconds,
    maxMinutes,
    signal,
    onProgress: (decodedMs, totalMs) => advance(totalMs === null ? 0 : decodedMs / totalMs),
  });
  onAudioLength?.(decoded.durationMs / 1000);
  return { probe, decoded };
}

import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { coerceError } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';
import { ChannelSink } from './channel-sink.ts';
import { type FfmpegOutcome, runFfmpeg } from './ffmpeg.ts';
import type { ChannelLevel } from './level-meter.ts';
import { type PcmFile, SAMPLE_RATE } from './pcm-file.ts';
import type { AudioProbe } from './probe.ts';
import { timelineFilter } from './timeline.ts';

export interface DecodeOptions {
  /** Existing folder that receives `channel-0.f32`, `channel-1.f32`, … */
  readonly directory: string;
  readonly minSeconds: number;
  readonly maxMinutes: number;
  readonly signal?: AbortSignal;
  /** `totalMs` is null when the file does not say how long it is. */
  readonly onProgress?: (decodedMs: number, totalMs: number | null) => void;
}

export interface DecodedAudio {
  /** One file per channel of the recording, all of the same length. */
  readonly channels: readonly PcmFile[];
  readonly durationMs: number;
  readonly levels: readonly ChannelLevel[];
}

/**
 * A channel carries a signal when its peak reaches -60 dBFS and its RMS -80 dBFS, both about the mean, so that a
 * constant offset counts for nothing. The idle noise of a µ-law line peaks at -72 dBFS, quiet speech near -35; a
 * single faint click in a minute of nothing passes the first bound and fails the second.
 */
const SIGNAL_PEAK_DB = -60;
const SIGNAL_RMS_DB = -80;

/** Above this share of NaN or infinite samples the file is broken; below, they are set to 0 and go on. */
const MAX_BROKEN_SHARE = 0.01;

/**
 * Decodes the audio track to one headerless float32 file of 16 kHz per channel, in one ffmpeg run.
 * Errors: audio_too_long (by the header, before decoding, and by the samples, while), audio_too_short,
 * audio_undecodable, audio_truncated (much less audio than the header declares), audio_silent, storage_full,
 * ffmpeg_missing, deadline_exceeded. Nothing is left in the folder after an error.
 */
export async function decodeAudio(
  path: string,
  probe: AudioProbe,
  options: DecodeOptions,
): Promise<DecodedAudio> {
  const declaredMs = probe.durationIsExact ? probe.durationMs : null;
  if ((declaredMs ?? 0) > options.maxMinutes * 60_000) throw tooLong(options);
  const paths = Array.from({ length: probe.channels }, (_, i) => join(options.directory, `channel-${i}.f32`));
  try {
    const sink = await decodeTo(paths, path, probe, options);
    const durationMs = (sink.frames / SAMPLE_RATE) * 1000;
    assertUsable(sink, durationMs, options);
    const channels = paths.map((file, channel) => ({ path: file, channel, samples: sink.frames }));
    return { channels, durationMs, levels: sink.levels };
  } catch (error) {
    await Promise.all(paths.map((file) => rm(file, { force: true })));
    options.signal?.throwIfAborted();
    throw coerceError(error, 'decode');
  }
}

async function decodeTo(
  paths: readonly string[],
  path: string,
  probe: AudioProbe,
  options: DecodeOptions,
): Promise<ChannelSink> {
  const files: FileHandle[] = [];
  try {
    for (const file of paths) files.push(await open(file, 'w', 0o600));
    const sink = new ChannelSink({
      files,
      maxFrames: options.maxMinutes * 60 * SAMPLE_RATE,
      tooMany: () => tooLong(options),
      onFrames: (frames) => options.onProgress?.((frames / SAMPLE_RATE) * 1000, probe.durationMs),
    });
    const outcome = await runFfmpeg({
      input: path,
      inputOptions: [],
      output: sink,
      outputOptions: [
        ...['-map', `0:${probe.streamIndex}`, '-af', timelineFilter(probe, SAMPLE_RATE)],
        ...['-f', 'f32le', '-c:a', 'pcm_f32le'],
      ],
      timeLimitMs: timeLimitMs(probe, options.maxMinutes),
      signal: options.signal,
    });
    await finished(sink);
    assertDecoded(outcome, sink, probe);
    return sink;
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

/** A minute, and a quarter of the audio's length: the slowest board decodes 50 times faster than that. */
export function timeLimitMs(probe: AudioProbe, maxMinutes: number): number {
  return 60_000 + (probe.durationMs ?? maxMinutes * 60_000) / 4;
}

function assertDecoded(outcome: FfmpegOutcome, sink: ChannelSink, probe: AudioProbe): void {
  if (sink.frames === 0) throw undecodable('ffmpeg could decode nothing of the audio track');
  if (mostFramesFailed(outcome.log)) throw undecodable('Most of the audio track is damaged');
  if (sink.brokenShare > MAX_BROKEN_SHARE) throw undecodable('The audio holds values that are no numbers');
  const decodedMs = (sink.frames / SAMPLE_RATE) * 1000;
  const missingMs = probe.durationIsExact ? (probe.durationMs ?? 0) - decodedMs : 0;
  if (missingMs > 1_000 && missingMs > 0.05 * (probe.durationMs ?? 0)) {
    throw new CallmillError('audio_truncated', 'The file holds less audio than its header declares');
  }
  if (!outcome.clean) throw undecodable('ffmpeg gave up on the audio track');
}

/** ffmpeg fills damaged stretches with silence, so length alone does not show them: compare packets with frames. */
function mostFramesFailed(log: string): boolean {
  const counts = /\(audio\): (\d+) packets read .*?; (\d+) frames decoded/.exec(log);
  return counts !== null && Number(counts[2]) < Number(counts[1]) / 2;
}

function assertUsable(sink: ChannelSink, durationMs: number, options: DecodeOptions): void {
  if (durationMs < options.minSeconds * 1000) {
    throw new CallmillError('audio_too_short', `The audio is shorter than ${options.minSeconds} s`);
  }
  const hasSignal = sink.levels.some((l) => l.peakDb >= SIGNAL_PEAK_DB && l.rmsDb >= SIGNAL_RMS_DB);
  if (!hasSignal) throw new CallmillError('audio_silent', 'No channel of the audio carries a signal');
}

function tooLong(options: DecodeOptions): CallmillError {
  return new CallmillError('audio_too_long', `The audio is longer than ${options.maxMinutes} minutes`);
}

function undecodable(message: string): CallmillError {
  return new CallmillError('audio_undecodable', message);
}

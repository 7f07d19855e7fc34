import { rm } from 'node:fs/promises';
import { coerceError } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';
import { type FfmpegOutcome, runFfmpeg } from './ffmpeg.ts';
import { Muter } from './muter.ts';
import type { TimeSpan } from './pcm-file.ts';
import type { AudioProbe } from './probe.ts';
import { timelineFilter } from './timeline.ts';

export interface RedactedAudioOptions {
  /** `mute`: silence. `beep`: a 1 kHz tone at -14 dBFS. */
  readonly mode: 'mute' | 'beep';
  readonly signal?: AbortSignal;
}

export interface RedactedAudio {
  readonly path: string;
  readonly contentType: string;
  readonly durationMs: number;
}

/** What FLAC cannot hold (more than eight channels) becomes wav. */
const MAX_FLAC_CHANNELS = 8;

/** The channel layouts FLAC knows, by count; any other would be mixed into one of these. */
const FLAC_LAYOUTS = ['', 'mono', 'stereo', '3.0', 'quad', '5.0', '5.1', '6.1', '7.1'];

/** No length limit is known here; a recording of this length was decoded before. */
const LONGEST_MINUTES = 24 * 60;

/**
 * Writes a copy of the recording in which the spans are silenced on all channels: lossless (FLAC), sample rate,
 * channels and number of samples as in the original, no metadata (titles and comments name people), no picture.
 * Spans count from the start of the recording in milliseconds; they may overlap and reach beyond its ends.
 * Errors: audio_undecodable, storage_full, ffmpeg_missing, deadline_exceeded. After an error there is no file at
 * `outPath`: a half-redacted recording must not be mistaken for a whole one.
 */
export async function writeRedactedAudio(
  sourcePath: string,
  probe: AudioProbe,
  spans: readonly TimeSpan[],
  outPath: string,
  options: RedactedAudioOptions,
): Promise<RedactedAudio> {
  const wide = keepsMoreThan16Bits(probe.codec);
  const muter = new Muter({
    spans,
    mode: options.mode,
    sampleRate: probe.sampleRate,
    channels: probe.channels,
    bytesPerSample: wide ? 4 : 2,
  });
  try {
    await runBoth(sourcePath, probe, muter, outPath, wide, options.signal);
    return {
      path: outPath,
      contentType: probe.channels > MAX_FLAC_CHANNELS ? 'audio/wav' : 'audio/flac',
      durationMs: (muter.frames / probe.sampleRate) * 1000,
    };
  } catch (error) {
    await rm(outPath, { force: true });
    options.signal?.throwIfAborted();
    throw coerceError(error, 'redact');
  }
}

/** One ffmpeg decodes, the muter edits, another encodes; when one fails the other is stopped. */
async function runBoth(
  sourcePath: string,
  probe: AudioProbe,
  muter: Muter,
  outPath: string,
  wide: boolean,
  outer: AbortSignal | undefined,
): Promise<void> {
  const failure = new AbortController();
  const signal = outer === undefined ? failure.signal : AbortSignal.any([outer, failure.signal]);
  const raw = ['-f', wide ? 's32le' : 's16le'];
  const timeLimitMs = 60_000 + (probe.durationMs ?? LONGEST_MINUTES * 60_000) / 4;
  const decoding = runFfmpeg({
    input: sourcePath,
    inputOptions: [],
    output: muter,
    outputOptions: [
      ...['-map', `0:${probe.streamIndex}`, '-af', timelineFilter(probe, probe.sampleRate)],
      ...['-c:a', wide ? 'pcm_s32le' : 'pcm_s16le', ...raw],
    ],
    timeLimitMs,
    signal,
  });
  const encoding = runFfmpeg({
    input: muter,
    inputOptions: [...raw, '-ar', String(probe.sampleRate), '-ac', String(probe.channels)],
    output: outPath,
    outputOptions: [...encoderOptions(probe, wide), '-map_metadata', '-1', '-fflags', '+bitexact'],
    timeLimitMs,
    signal,
  });
  const guard = (run: Promise<FfmpegOutcome>) =>
    run.then(assertClean).catch((error: unknown) => {
      failure.abort(error);
      throw error;
    });
  const results = await Promise.allSettled([guard(decoding), guard(encoding)]);
  if (failure.signal.aborted) throw failure.signal.reason;
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

function encoderOptions(probe: AudioProbe, wide: boolean): string[] {
  if (probe.channels > MAX_FLAC_CHANNELS) return ['-c:a', wide ? 'pcm_s32le' : 'pcm_s16le', '-f', 'wav'];
  const layout = FLAC_LAYOUTS[probe.channels] ?? 'mono';
  const order = Array.from({ length: probe.channels }, (_, channel) => channel).join('|');
  const format = wide ? 's32' : 's16';
  // channelmap only renames; pan and aformat would silence the third of three channels (2.1 to 3.0).
  return [
    '-af',
    `channelmap=map=${order}:channel_layout=${layout}`,
    '-c:a',
    'flac',
    '-sample_fmt',
    format,
    '-f',
    'flac',
  ];
}

/** Sources of more than 16 bits keep 24 of them; those of phone lines and lossy codecs have no more than 16 to keep. */
function keepsMoreThan16Bits(codec: string): boolean {
  return /^(pcm_[suf](24|32|64)|flac$|alac$|wavpack$|ape$|tta$)/.test(codec);
}

function assertClean(outcome: FfmpegOutcome): void {
  if (outcome.clean) return;
  if (/No space left on device/.test(outcome.log)) {
    throw new CallmillError('storage_full', 'The disk is full', { stage: 'redact' });
  }
  throw new CallmillError('audio_undecodable', 'The redacted audio could not be written', {
    stage: 'redact',
  });
}

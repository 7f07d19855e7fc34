import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { CallmillError } from '../errors/error.ts';
import { runFfprobe } from './ffmpeg.ts';

export interface AudioProbe {
  /** ffmpeg's name of the container, e.g. `wav` or `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly container: string;
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** What the file says of its length; null when it says nothing (live recordings of browsers). */
  readonly durationMs: number | null;
  /** False when the length is ffprobe's guess from the bit rate, or that of the video beside the audio. */
  readonly durationIsExact: boolean;
  /** Bits per second of the whole file, null when unknown. */
  readonly bitRate: number | null;
  /** A moving picture beside the audio; cover art does not count. */
  readonly hasVideo: boolean;
  /** ffmpeg's index of the audio stream that is used: the first. */
  readonly streamIndex: number;
}

/** Containers of recordings. Playlists, images, subtitles and text, which ffmpeg reads too, are not audio to us. */
const FORMATS = [
  ...['wav', 'w64', 'aiff', 'au', 'caf', 'voc', 'mp3', 'aac', 'mov', 'ogg', 'flac', 'matroska', 'asf', 'amr'],
  ...['amrnb', 'amrwb', 'gsm', 'avi', 'mpegts', 'mpeg', 'flv', 'wv', 'ape', 'tta', 'ac3', 'eac3'],
];

/** More channels than any recorder has; each costs a file and a buffer. */
const MAX_CHANNELS = 32;

/** A recorder that cannot seek back writes 0x7FFFF000 to 0xFFFFFFFF as the size of what it is going to write. */
const PLACEHOLDER_BYTES = 0x7fff_0000;

const answerSchema = z.object({
  format: z.object({
    format_name: z.string(),
    duration: z.coerce.number().optional(),
    bit_rate: z.coerce.number().optional(),
  }),
  streams: z.array(
    z.object({
      index: z.number(),
      codec_type: z.string().optional(),
      codec_name: z.string().optional(),
      sample_rate: z.coerce.number().optional(),
      channels: z.number().optional(),
      duration: z.coerce.number().optional(),
      bit_rate: z.coerce.number().optional(),
      disposition: z.object({ attached_pic: z.number() }).partial().optional(),
    }),
  ),
});

type Answer = z.infer<typeof answerSchema>;
type Stream = Answer['streams'][number];

/**
 * Reads what kind of recording a file is, before any model sees it.
 * Errors: not_audio, no_audio_track, audio_truncated (an index that never came, or fewer bytes than the header
 * promises), audio_undecodable (a codec that this ffmpeg does not know), ffmpeg_missing, deadline_exceeded.
 */
export async function probeAudio(path: string, signal?: AbortSignal): Promise<AudioProbe> {
  const { size } = await stat(path);
  if (size === 0) throw new CallmillError('not_audio', 'The file is empty');
  const { json, complaints } = await runFfprobe(path, FORMATS, signal);
  const answer = json === null ? null : answerSchema.safeParse(JSON.parse(json));
  if (answer?.success !== true) throw refusal(complaints);
  return factsOf(answer.data, size, complaints);
}

function refusal(complaints: string): CallmillError {
  if (complaints.includes('moov atom not found')) {
    return new CallmillError(
      'audio_truncated',
      'The file ends before its index (moov), as a cut upload does',
    );
  }
  return new CallmillError('not_audio', 'The file is not audio in any format that ffmpeg reads');
}

function factsOf(answer: Answer, size: number, complaints: string): AudioProbe {
  const { format, streams } = answer;
  const hasVideo = streams.some((s) => s.codec_type === 'video' && s.disposition?.attached_pic !== 1);
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  if (audio === undefined) throw new CallmillError('no_audio_track', 'The file has no audio track');
  const { codec_name: codec, sample_rate: sampleRate = 0, channels = 0 } = audio;
  if (codec === undefined || codec === 'unknown' || sampleRate <= 0 || channels <= 0) {
    throw new CallmillError('audio_undecodable', 'The codec of the audio track is not known to ffmpeg');
  }
  if (channels > MAX_CHANNELS) {
    throw new CallmillError('audio_undecodable', `The file has more than ${MAX_CHANNELS} channels`);
  }
  return {
    container: format.format_name,
    codec,
    sampleRate,
    channels,
    bitRate: format.bit_rate ?? null,
    hasVideo,
    streamIndex: audio.index,
    ...lengthOf(format, audio, { size, hasVideo, guessed: complaints.includes('Estimating duration') }),
  };
}

function lengthOf(
  format: Answer['format'],
  audio: Stream,
  file: { readonly size: number; readonly hasVideo: boolean; readonly guessed: boolean },
): Pick<AudioProbe, 'durationMs' | 'durationIsExact'> {
  const seconds = audio.duration ?? format.duration;
  if (seconds === undefined || !Number.isFinite(seconds) || seconds < 0) {
    return { durationMs: null, durationIsExact: false };
  }
  const constantRate = constantBytesPerSecond(audio);
  if (constantRate !== null) {
    const promised = seconds * constantRate;
    if (promised >= PLACEHOLDER_BYTES && promised > file.size) {
      return { durationMs: Math.round((file.size / constantRate) * 1000), durationIsExact: false };
    }
    // A second's grace: recorders that were cut off by the end of the call round their header up.
    if (promised * 0.95 > file.size && promised - file.size > constantRate) {
      throw new CallmillError('audio_truncated', 'The file is shorter than its header says');
    }
  }
  return {
    durationMs: Math.round(seconds * 1000),
    durationIsExact: !file.guessed && !(file.hasVideo && audio.duration === undefined),
  };
}

/**
 * Bytes per second of codecs whose rate never varies and whose header tells it. For others the stated rate is no measure
 * of the file's size (ffmpeg's own ADPCM files claim four times what they hold); decoding shows what they lack.
 */
function constantBytesPerSecond(audio: Stream): number | null {
  const constant = /^(pcm_|gsm)/.test(audio.codec_name ?? '');
  return constant && audio.bit_rate !== undefined && audio.bit_rate > 0 ? audio.bit_rate / 8 : null;
}

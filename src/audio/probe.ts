import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { CallmillError } from '../errors/error.ts';
import { runFfprobe } from './ffmpeg.ts';
import { readWavData, type WavData } from './wav-header.ts';

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

/** A recorder that cannot seek back writes 0, or 0x7FFFF000 to 0xFFFFFFFF, as the size of what it is going to write. */
const PLACEHOLDER_BYTES = 0x7fff_0000;

/** A cut shorter than this share, or than this many bytes, is a header rounded up and no loss. */
const MISSING_SHARE = 0.05;
const MISSING_BYTES = 8_000;

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
  const facts = factsOf(answer.data, complaints);
  return facts.container === 'wav' ? withWavLength(facts, await readWavData(path)) : facts;
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

function factsOf(answer: Answer, complaints: string): AudioProbe {
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
    ...lengthOf(format, audio, {
      ownLength: audio.duration !== undefined || !hasVideo,
      guessed: complaints.includes('Estimating duration'),
    }),
  };
}

type Length = Pick<AudioProbe, 'durationMs' | 'durationIsExact'>;

function lengthOf(
  format: Answer['format'],
  audio: Stream,
  source: { readonly ownLength: boolean; readonly guessed: boolean },
): Length {
  const seconds = audio.duration ?? format.duration;
  if (seconds === undefined || !Number.isFinite(seconds) || seconds < 0) {
    return { durationMs: null, durationIsExact: false };
  }
  return { durationMs: Math.round(seconds * 1000), durationIsExact: source.ownLength && !source.guessed };
}

/** Corrects what ffprobe makes of a wav file's length, and refuses one that ends before its header says. */
function withWavLength(facts: AudioProbe, data: WavData | null): AudioProbe {
  if (data === null) return facts;
  const { declaredBytes, presentBytes, bytesPerSecond } = data;
  const missing = declaredBytes - presentBytes;
  if (declaredBytes === 0 || (declaredBytes >= PLACEHOLDER_BYTES && missing > 0)) {
    const seconds = bytesPerSecond > 0 ? presentBytes / bytesPerSecond : null;
    return {
      ...facts,
      durationMs: seconds === null ? null : Math.round(seconds * 1000),
      durationIsExact: false,
    };
  }
  if (missing > MISSING_BYTES && missing > declaredBytes * MISSING_SHARE) {
    throw new CallmillError('audio_truncated', 'The file is shorter than its header says');
  }
  return facts;
}

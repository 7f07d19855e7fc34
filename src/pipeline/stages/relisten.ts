import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeAudio } from '../../audio/decode.ts';
import { framesOf, measureEnvelope } from '../../audio/envelope.ts';
import { type PcmFile, SAMPLE_RATE, type TimeSpan } from '../../audio/pcm-file.ts';
import { readSamples } from '../../audio/pcm-read.ts';
import { probeAudio } from '../../audio/probe.ts';
import { CallmillError } from '../../errors/error.ts';
import { TEENS, TENS, UNITS } from '../../pii/lexicon.ts';
import type { SpeechRecognizer } from '../../speech/recognizer.ts';
import type { Segment } from '../../transcript/segment.ts';

/** Sound kept on each side of a muted stretch, so that the recogniser has something to hold on to. */
const AROUND_MS = 500;
/** Word times are off by so much: a word nearer to the edge than this may be its neighbour's. */
const EDGE_MS = 200;
/** Silence between two stretches that are heard in one go. */
const GAP_MS = 300;

/** Samples below this are no speech to anybody. */
const SILENT_DB = -60;
const FADE_MS = 60;

/** What of a recogniser it takes to listen again. */
export type Listener = Pick<SpeechRecognizer, 'maxWindowSeconds' | 'transcribe'>;

/** A muted stretch of one channel within what is heard in one go. */
interface Piece {
  readonly span: TimeSpan;
  /** Where its sound lies in the recording … */
  readonly fromMs: number;
  readonly toMs: number;
  /** … and from where on in what is heard. */
  readonly atMs: number;
}

/**
 * Looks and listens again to what was muted, on every channel of the cleaned file. Where the samples are silent nothing
 * can be heard, and a recogniser would only make words of the edges; where they are not (a tone, or a muting that went
 * wrong) the stretch is transcribed, and no digit and no word that was hidden may be heard in it. Catches what no look at
 * the transcript can: times that do not fit the file, a channel left out, a tone too soft.
 *
 * @param path the cleaned audio
 * @param spoken the words as they were spoken
 * @throws CallmillError redaction_failed saying how much was heard and where, never what
 */
export async function relisten(
  path: string,
  spans: readonly TimeSpan[],
  spoken: readonly Segment[],
  recognizer: Listener,
  language: string | null,
  scratch: string,
  signal: AbortSignal,
): Promise<void> {
  if (spans.length === 0) return;
  const directory = join(scratch, 'relisten');
  await mkdir(directory, { recursive: true });
  const probe = await probeAudio(path, signal);
  const { channels } = await decodeAudio(path, probe, {
    directory,
    minSeconds: 0,
    maxMinutes: 24 * 60,
    signal,
  });
  for (const channel of channels) {
    const sounding = await notSilent(spans, channel);
    for (const pieces of packed(sounding, channel, recognizer.maxWindowSeconds * 1000)) {
      const { words } = await recognizer.transcribe(await soundOf(channel, pieces), { language }, signal);
      for (const piece of pieces) assertNothingLeft(piece, words, spoken, channel.channel);
    }
  }
}

/** The stretches in which something sounds; 60 ms at each end are fades and the ringing of a resampler. */
async function notSilent(spans: readonly TimeSpan[], channel: PcmFile): Promise<TimeSpan[]> {
  const envelope = await measureEnvelope(channel);
  return spans.filter(({ startMs, endMs }) =>
    framesOf(envelope, startMs + FADE_MS, endMs - FADE_MS).some((db) => db > SILENT_DB),
  );
}

function assertNothingLeft(
  { span, fromMs, atMs }: Piece,
  words: readonly { readonly text: string; readonly startMs: number; readonly endMs: number }[],
  spoken: readonly Segment[],
  channel: number,
): void {
  const hidden = new Set(
    spoken
      .flatMap((segment) => segment.words)
      .filter((word) => word.endMs > span.startMs && word.startMs < span.endMs)
      .map((word) => plain(word.text)),
  );
  // Where no number was hidden, a number is something the model makes of silence.
  const numbers = [...hidden].some(isDigit);
  const left = words.filter((word) => {
    const middleMs = (word.startMs + word.endMs) / 2 - atMs + fromMs;
    if (middleMs < span.startMs + EDGE_MS || middleMs > span.endMs - EDGE_MS) return false;
    return hidden.has(plain(word.text)) || (numbers && isDigit(plain(word.text)));
  });
  if (left.length === 0) return;
  const seconds = Math.round(span.startMs / 100) / 10;
  throw new CallmillError(
    'redaction_failed',
    `The cleaned audio still speaks ${left.length} hidden word(s) after ${seconds} s on channel ${channel}`,
  );
}

/** Muted stretches with their surroundings, as many in one go as the model reads whole; a longer one alone, cut short. */
function packed(spans: readonly TimeSpan[], { samples }: PcmFile, windowMs: number): Piece[][] {
  const endMs = (samples * 1000) / SAMPLE_RATE;
  const windows: Piece[][] = [];
  let atMs = Number.POSITIVE_INFINITY;
  for (const span of spans.flatMap((whole) => cut(whole, windowMs - 2 * AROUND_MS))) {
    const fromMs = Math.max(0, span.startMs - AROUND_MS);
    const toMs = Math.min(endMs, span.endMs + AROUND_MS);
    if (toMs <= fromMs) continue;
    if (atMs + toMs - fromMs > windowMs) {
      windows.push([]);
      atMs = 0;
    }
    windows.at(-1)?.push({ span, fromMs, toMs, atMs });
    atMs += toMs - fromMs + GAP_MS;
  }
  return windows;
}

function cut({ startMs, endMs }: TimeSpan, longestMs: number): TimeSpan[] {
  const pieces: TimeSpan[] = [];
  for (let at = startMs; at < endMs; at += longestMs)
    pieces.push({ startMs: at, endMs: Math.min(endMs, at + longestMs) });
  return pieces;
}

async function soundOf(channel: PcmFile, pieces: readonly Piece[]): Promise<Float32Array> {
  const last = pieces.at(-1);
  const totalMs = last === undefined ? 0 : last.atMs + last.toMs - last.fromMs;
  const sound = new Float32Array(Math.ceil((totalMs * SAMPLE_RATE) / 1000) + SAMPLE_RATE / 10);
  for (const { fromMs, toMs, atMs } of pieces) {
    const samples = await readSamples(channel, fromMs, toMs);
    const start = Math.round((atMs * SAMPLE_RATE) / 1000);
    sound.set(samples.subarray(0, sound.length - start), start);
  }
  return sound;
}

function isDigit(word: string): boolean {
  return UNITS.has(word) || TEENS.has(word) || TENS.has(word) || /\d/.test(word);
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

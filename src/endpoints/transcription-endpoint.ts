import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SAMPLE_RATE } from '../audio/pcm-file.ts';
import { CallmillError } from '../errors/error.ts';
import type { ModelInfo } from '../models/model.ts';
import type { RecognizedWindow, RecognizeOptions, SpeechRecognizer } from '../speech/recognizer.ts';
import { spreadWords } from '../speech/spread-words.ts';
import type { Word } from '../transcript/word.ts';
import type { Endpoint } from './endpoint.ts';

/** Whisper's own limit is 30 s; windows are packed below it so that none is cut by the server. */
const WINDOW_SECONDS = 25;

/** `verbose_json`, of which servers leave out this and that. */
const Answer = z.object({
  text: z.string(),
  language: z.string().nullish(),
  words: z
    .array(
      z.object({ word: z.string(), start: z.number(), end: z.number(), probability: z.number().nullish() }),
    )
    .nullish(),
  segments: z
    .array(
      z.object({
        start: z.number(),
        end: z.number(),
        text: z.string(),
        avg_logprob: z.number().nullish(),
      }),
    )
    .nullish(),
});
type Answer = z.output<typeof Answer>;

/** A speech model behind OpenAI's audio transcriptions: a whisper server in the cluster, Groq, OpenAI. */
export class TranscriptionEndpoint implements SpeechRecognizer {
  readonly maxWindowSeconds = WINDOW_SECONDS;
  readonly #endpoint: Endpoint;
  readonly #model: string;

  constructor(endpoint: Endpoint, model: string) {
    this.#endpoint = endpoint;
    this.#model = model;
  }

  async info(): Promise<ModelInfo> {
    const sha256 = createHash('sha256').update(`${this.#endpoint.name}\n${this.#model}`).digest('hex');
    return {
      id: `${this.#endpoint.name}:${this.#model}`,
      family: 'endpoint',
      sha256,
      provider: 'cpu',
      generated: false,
    };
  }

  async transcribe(
    samples: Float32Array,
    { language }: RecognizeOptions,
    signal?: AbortSignal,
  ): Promise<RecognizedWindow> {
    const wav = new Blob([wavOf(samples)], { type: 'audio/wav' });
    const form = () => {
      const body = new FormData();
      body.set('file', wav, 'window.wav');
      body.set('model', this.#model);
      body.set('response_format', 'verbose_json');
      body.append('timestamp_granularities[]', 'word');
      body.append('timestamp_granularities[]', 'segment');
      body.set('temperature', '0');
      if (language !== null) body.set('language', language.split('-')[0] ?? language);
      return { body };
    };
    const parsed = Answer.safeParse(await this.#endpoint.post('audio/transcriptions', form, signal));
    if (!parsed.success) {
      throw new CallmillError(
        'endpoint_invalid',
        `The endpoint ${this.#endpoint.name} answered in another form`,
        { stage: 'transcribe' },
      );
    }
    const lengthMs = (samples.length * 1000) / SAMPLE_RATE;
    return { words: wordsOf(parsed.data, lengthMs), language: parsed.data.language ?? null };
  }
}

/** Measured times where the server gives them, else spread over the segment, else over the window. */
function wordsOf({ words, segments, text }: Answer, lengthMs: number): Word[] {
  const within = (seconds: number) => Math.min(Math.max(seconds * 1000, 0), lengthMs);
  if (words != null && words.length > 0) {
    return words.flatMap(({ word, start, end, probability }): Word[] => {
      const plain = word.trim();
      if (plain === '') return [];
      const startMs = within(start);
      const confidence = probability ?? confidenceAt(segments ?? [], start);
      return [{ text: plain, startMs, endMs: Math.max(startMs, within(end)), confidence }];
    });
  }
  const pieces =
    segments != null && segments.length > 0 ? segments : [{ start: 0, end: lengthMs / 1000, text }];
  return pieces.flatMap((piece) => {
    const startMs = within(piece.start);
    const spread = spreadWords(piece.text, Math.max(0, within(piece.end) - startMs));
    return spread.map((word) => ({
      ...word,
      startMs: startMs + word.startMs,
      endMs: startMs + word.endMs,
      confidence: 'avg_logprob' in piece ? probabilityOf(piece.avg_logprob) : null,
    }));
  });
}

function confidenceAt(segments: NonNullable<Answer['segments']>, seconds: number): number | null {
  return probabilityOf(segments.find(({ start, end }) => seconds >= start && seconds < end)?.avg_logprob);
}

function probabilityOf(logarithm: number | null | undefined): number | null {
  return logarithm == null ? null : Math.min(1, Math.max(0, Math.exp(logarithm)));
}

/** 16-bit PCM with the header every server reads. */
function wavOf(samples: Float32Array): ArrayBuffer {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(SAMPLE_RATE, 24);
  bytes.writeUInt32LE(SAMPLE_RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  for (const [index, sample] of samples.entries())
    bytes.writeInt16LE(Math.round(Math.min(1, Math.max(-1, sample)) * 32_767), 44 + index * 2);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

import { type PcmFile, SAMPLE_RATE, type TimeSpan } from '../audio/pcm-file.ts';
import { readSamples } from '../audio/pcm-read.ts';
import { CallmillError } from '../errors/error.ts';
import { type HandlerContext, serve } from '../inference/child-host.ts';
import type { DiarizationMethods, LoadOptions } from '../inference/engine-methods.ts';
import { numberSetting } from '../inference/settings.ts';
import type { LocatedModel } from '../models/model.ts';
import { agreementOf } from '../speakers/diarization/agreement.ts';
import { type Stretch, stretchesOf } from '../speakers/diarization/stretches.ts';
import { timelineOf } from '../speakers/diarization/timeline.ts';
import { tracksOf } from '../speakers/diarization/tracks.ts';
import { turnsOf } from '../speakers/diarization/turns.ts';
import { type HeardStretch, speakersOf } from '../speakers/diarization/voices.ts';
import { WINDOW_MS, type Window, windowStarts } from '../speakers/diarization/window.ts';
import { checkEmbedding, checkSamples, MIN_SAMPLES, modelFiles } from './checks.ts';
import { onnxProvider } from './provider-proof.ts';
import { loadRuntime } from './runtime.ts';
import { EmbeddingExtractor } from './speaker-embedding.ts';
import { WindowSegmentation } from './window-segmentation.ts';

// Entry of the diarization process: pyannote segmentation and a speaker embedding on sherpa-onnx; what they say is put
// together by src/speakers/diarization.

/** Windows begin this far apart, as a part of their length. The manifest's `windowShiftRatio` decides otherwise. */
const WINDOW_SHIFT_RATIO = 0.1;
/** Distance at which two voices count as different, when the embedding's manifest entry gives none. */
const DEFAULT_THRESHOLD = 0.5;
/** Shorter than this an embedding says nothing; and below a tenth of a second the runtime crashes. */
const LEAST_EMBEDDED_MS = 200;
/** Most of the time goes into the windows. */
const WINDOWS_PART = 0.8;

interface Models {
  readonly segmentation: WindowSegmentation;
  readonly embedding: EmbeddingExtractor;
  readonly threshold: number;
  readonly shiftMs: number;
}

let models: Models | null = null;

serve<DiarizationMethods>(
  {
    async load(payload) {
      models = await open(payload.segmentation, payload.embedding, payload);
      return { provider: await onnxProvider(payload.provider) };
    },

    async diarize({ channel, speakers }, context) {
      const { threshold } = loaded();
      const windows = await windowsOf(channel, context);
      const totalMs = (channel.samples * 1000) / SAMPLE_RATE;
      const stretches = stretchesOf(timelineOf(windows, tracksOf(windows), totalMs));
      const heard = await heardIn(channel, stretches, context);
      const owners = speakersOf(heard, agreementOf(windows, stretches), { threshold, speakers });
      return turnsOf(stretches, owners);
    },

    async embed({ channel, spans }) {
      return loaded().embedding.embed(await readSpans(channel, spans));
    },
  },
  'diarize',
);

function loaded(): Models {
  if (models === null) {
    throw new CallmillError('internal_error', 'The diarization engine was used before it was loaded');
  }
  return models;
}

async function open(
  segmentation: LocatedModel,
  embedding: LocatedModel,
  { provider, threads }: LoadOptions,
): Promise<Models> {
  const { model: segmentationFile } = await modelFiles(segmentation, ['model']);
  const { model: embeddingFile } = await modelFiles(embedding, ['model']);
  await checkEmbedding(embedding, embeddingFile);
  const { default: addon } = await loadRuntime('sherpa-onnx-node', () => import('sherpa-onnx-node/addon.js'));
  const runtime = { numThreads: threads, provider, debug: 0 };
  const extractor = { model: embeddingFile, ...runtime };
  const shiftRatio = numberSetting(segmentation, 'windowShiftRatio', WINDOW_SHIFT_RATIO);
  return {
    segmentation: await WindowSegmentation.open(addon, segmentation, {
      segmentation: { pyannote: { model: segmentationFile }, ...runtime },
      embedding: extractor,
    }),
    embedding: await EmbeddingExtractor.open(addon, embedding, extractor),
    threshold: numberSetting(embedding, 'threshold', DEFAULT_THRESHOLD),
    shiftMs: Math.round(WINDOW_MS * shiftRatio),
  };
}

/** Window by window from the disk: a call of hours takes no more memory than one of minutes. */
async function windowsOf(channel: PcmFile, context: HandlerContext): Promise<Window[]> {
  const { segmentation, shiftMs } = loaded();
  const totalMs = (channel.samples * 1000) / SAMPLE_RATE;
  const starts = windowStarts(totalMs, shiftMs);
  const windows: Window[] = [];
  for (const startMs of starts) {
    const endMs = Math.min(totalMs, startMs + WINDOW_MS);
    const samples = await readSamples(channel, startMs, endMs);
    if (windows.length === 0 || samples.length >= MIN_SAMPLES) {
      checkSamples(samples);
      windows.push({ startMs, endMs, turns: await segmentation.voices(samples, startMs) });
    }
    context.progress((WINDOWS_PART * windows.length) / starts.length);
    await context.breathe();
  }
  return windows;
}

async function heardIn(
  channel: PcmFile,
  stretches: readonly Stretch[],
  context: HandlerContext,
): Promise<HeardStretch[]> {
  const { embedding: extractor } = loaded();
  const heard: HeardStretch[] = [];
  for (const stretch of stretches) {
    const enough = stretch.aloneMs >= LEAST_EMBEDDED_MS;
    const embedding = enough ? extractor.embed(await readSpans(channel, stretch.alone)) : null;
    heard.push({ ...stretch, embedding });
    context.progress(WINDOWS_PART + ((1 - WINDOWS_PART) * heard.length) / stretches.length);
    await context.breathe();
  }
  return heard;
}

/** The samples of some stretches, end to end. */
async function readSpans(channel: PcmFile, spans: readonly TimeSpan[]): Promise<Float32Array> {
  const pieces: Float32Array[] = [];
  for (const { startMs, endMs } of spans) pieces.push(await readSamples(channel, startMs, endMs));
  const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let place = 0;
  for (const piece of pieces) {
    samples.set(piece, place);
    place += piece.length;
  }
  return samples;
}

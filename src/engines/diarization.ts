import { type PcmFile, SAMPLE_RATE, type TimeSpan } from '../audio/pcm-file.ts';
import { readSamples } from '../audio/pcm-read.ts';
import { CallmillError } from '../errors/error.ts';
import { type HandlerContext, serve } from '../inference/child-host.ts';
import type { DiarizationMethods, LoadOptions } from '../inference/engine-methods.ts';
import { numberSetting } from '../inference/settings.ts';
import type { LocatedModel } from '../models/model.ts';
import type { SpeakerTurn } from '../speakers/diarizer.ts';
import { PcmReader } from '../speech/pcm-range.ts';
import { checkEmbedding, checkSamples, modelFiles } from './checks.ts';
import { onnxProvider } from './provider-proof.ts';
import { acceptedBy, loadRuntime } from './runtime.ts';
import { EmbeddingExtractor } from './speaker-embedding.ts';

// Entry of the diarization process: pyannote segmentation, a speaker embedding, clustering, all inside sherpa-onnx.

/**
 * 0.25 is 2.3 times faster and two to five points of error worse (bench/results/speakers.md). A segmentation model's
 * `windowShiftRatio` in the manifest decides otherwise.
 */
const WINDOW_SHIFT_RATIO = 0.1;
const MIN_ON_SECONDS = 0.3;
/** A shorter pause belongs to the turn around it, as it does for who labels turns by ear: one point better than 0.5. */
const MIN_OFF_SECONDS = 1;
/** Distance at which two voices count as different, when the embedding's manifest entry gives none. */
const DEFAULT_THRESHOLD = 0.5;

type Addon = typeof import('sherpa-onnx-node/addon.js')['default'];
interface Pipeline {
  readonly addon: Addon;
  readonly handle: object;
  readonly threshold: number;
  /** Opened when the first voice print is asked for. */
  readonly openExtractor: () => Promise<EmbeddingExtractor>;
}

let pipeline: Pipeline | null = null;
let extractor: Promise<EmbeddingExtractor> | null = null;

serve<DiarizationMethods>(
  {
    async load(payload) {
      pipeline = await open(payload.segmentation, payload.embedding, payload);
      return { provider: await onnxProvider(payload.provider) };
    },

    async diarize({ channel, speakers }, context) {
      const { addon, handle, threshold } = loaded();
      const samples = await readAll(channel);
      checkSamples(samples);
      addon.offlineSpeakerDiarizationSetConfig(handle, {
        clustering: { numClusters: speakers ?? -1, threshold },
      });
      const segments = await diarize(addon, handle, samples, context);
      return segments.map(
        ({ start, end, speaker }): SpeakerTurn => ({ startMs: start * 1000, endMs: end * 1000, speaker }),
      );
    },

    async embed({ channel, spans }) {
      extractor ??= loaded().openExtractor();
      return (await extractor).embed(await readSpans(channel, spans));
    },
  },
  'diarize',
);

function loaded(): Pipeline {
  if (pipeline === null) {
    throw new CallmillError('internal_error', 'The diarization engine was used before it was loaded');
  }
  return pipeline;
}

async function open(
  segmentation: LocatedModel,
  embedding: LocatedModel,
  { provider, threads }: LoadOptions,
): Promise<Pipeline> {
  const segmentationFiles = await modelFiles(segmentation, ['model']);
  const embeddingFiles = await modelFiles(embedding, ['model']);
  await checkEmbedding(embedding, embeddingFiles.model);
  const { default: addon } = await loadRuntime('sherpa-onnx-node', () => import('sherpa-onnx-node/addon.js'));
  const runtime = { numThreads: threads, provider, debug: 0 };
  const threshold = numberSetting(embedding, 'threshold', DEFAULT_THRESHOLD);
  const windowShiftRatio = numberSetting(segmentation, 'windowShiftRatio', WINDOW_SHIFT_RATIO);
  const config = {
    segmentation: {
      pyannote: { model: segmentationFiles.model, windowShiftRatio },
      ...runtime,
    },
    embedding: { model: embeddingFiles.model, ...runtime },
    clustering: { numClusters: -1, threshold },
    minDurationOn: MIN_ON_SECONDS,
    minDurationOff: MIN_OFF_SECONDS,
  };
  const handle = await acceptedBy(segmentation, () => addon.createOfflineSpeakerDiarization(config));
  if (addon.getOfflineSpeakerDiarizationSampleRate(handle) !== SAMPLE_RATE) {
    throw new CallmillError(
      'model_unusable',
      `Segmentation model ${segmentation.id} does not want 16 kHz audio`,
    );
  }
  const openExtractor = () =>
    EmbeddingExtractor.open(addon, embedding, { model: embeddingFiles.model, ...runtime });
  return { addon, handle, threshold, openExtractor };
}

function diarize(addon: Addon, handle: object, samples: Float32Array, context: HandlerContext) {
  const { offlineSpeakerDiarizationProcessAsync: offThread } = addon;
  if (offThread === undefined) return addon.offlineSpeakerDiarizationProcess(handle, samples);
  return offThread(handle, samples, (done, total) => {
    context.progress(total === 0 ? 1 : done / total);
    return 0;
  });
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

async function readAll(channel: PcmFile): Promise<Float32Array> {
  await using reader = await PcmReader.open(channel);
  return await reader.read(0, channel.samples);
}

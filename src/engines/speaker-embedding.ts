import { SAMPLE_RATE } from '../audio/pcm-file.ts';
import { CallmillError } from '../errors/error.ts';
import type { LocatedModel } from '../models/model.ts';
import { unitLength } from '../voices/voice-print.ts';
import { checkSamples } from './checks.ts';
import { acceptedBy } from './runtime.ts';

type Addon = typeof import('sherpa-onnx-node/addon.js')['default'];
type Config = Parameters<Addon['createSpeakerEmbeddingExtractor']>[0];

/** A speaker embedding on its own, beside the one inside the diarization pipeline: sherpa-onnx does not lend that one. */
export class EmbeddingExtractor {
  readonly #addon: Addon;
  readonly #handle: object;

  private constructor(addon: Addon, handle: object) {
    this.#addon = addon;
    this.#handle = handle;
  }

  /** @throws CallmillError model_unusable */
  static async open(addon: Addon, model: LocatedModel, config: Config): Promise<EmbeddingExtractor> {
    return new EmbeddingExtractor(
      addon,
      await acceptedBy(model, () => addon.createSpeakerEmbeddingExtractor(config)),
    );
  }

  /** A vector of unit length for one voice. @throws CallmillError engine_rejected when it is too little or not audio */
  embed(samples: Float32Array): Float32Array {
    checkSamples(samples);
    const stream = this.#addon.speakerEmbeddingExtractorCreateStream(this.#handle);
    this.#addon.acceptWaveformOnline(stream, { samples, sampleRate: SAMPLE_RATE });
    this.#addon.inputFinished(stream);
    if (!this.#addon.speakerEmbeddingExtractorIsReady(this.#handle, stream)) {
      throw new CallmillError('engine_rejected', 'There is too little speech for a voice print');
    }
    const vector = this.#addon.speakerEmbeddingExtractorComputeEmbedding(this.#handle, stream, false);
    if (!vector.every(Number.isFinite)) {
      throw new CallmillError(
        'engine_rejected',
        'The speaker embedding answered with something that is no number',
      );
    }
    return unitLength(new Float32Array(vector));
  }
}

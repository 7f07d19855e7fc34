import { SAMPLE_RATE } from '../audio/pcm-file.ts';
import { CallmillError } from '../errors/error.ts';
import type { LocatedModel } from '../models/model.ts';
import { type LocalTurn, WINDOW_MS } from '../speakers/diarization/window.ts';
import { acceptedBy } from './runtime.ts';

type Addon = typeof import('sherpa-onnx-node/addon.js')['default'];
type Config = Parameters<Addon['createOfflineSpeakerDiarization']>[0];

/**
 * The segmentation model on its own. sherpa-onnx lends it only inside its diarization, which for audio of one window
 * answers with that window's voices as they are and neither embeds nor clusters.
 */
export class WindowSegmentation {
  readonly #addon: Addon;
  readonly #handle: object;

  private constructor(addon: Addon, handle: object) {
    this.#addon = addon;
    this.#handle = handle;
  }

  /** @throws CallmillError model_unusable */
  static async open(
    addon: Addon,
    model: LocatedModel,
    config: Pick<Config, 'segmentation' | 'embedding'>,
  ): Promise<WindowSegmentation> {
    const whole = { clustering: { numClusters: -1, threshold: 0.5 }, minDurationOn: 0, minDurationOff: 0 };
    const handle = await acceptedBy(model, () =>
      addon.createOfflineSpeakerDiarization({ ...config, ...whole }),
    );
    if (addon.getOfflineSpeakerDiarizationSampleRate(handle) !== SAMPLE_RATE) {
      throw new CallmillError('model_unusable', `Segmentation model ${model.id} does not want 16 kHz audio`);
    }
    return new WindowSegmentation(addon, handle);
  }

  /**
   * Who talks when in one window, off the event loop where the addon can.
   * @param samples at most {@link WINDOW_MS}, finite
   * @param offsetMs where the window begins in the recording
   */
  async voices(samples: Float32Array, offsetMs: number): Promise<LocalTurn[]> {
    const { offlineSpeakerDiarizationProcessAsync: offThread } = this.#addon;
    const segments =
      offThread === undefined
        ? this.#addon.offlineSpeakerDiarizationProcess(this.#handle, samples)
        : await offThread(this.#handle, samples, () => 0);
    const lastMs = offsetMs + (samples.length * 1000) / SAMPLE_RATE;
    return segments
      .map(({ start, end, speaker }) => ({
        startMs: offsetMs + start * 1000,
        endMs: Math.min(lastMs, offsetMs + end * 1000),
        voice: speaker,
      }))
      .filter(({ startMs, endMs }) => endMs > startMs);
  }
}

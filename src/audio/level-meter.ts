/** How loud one channel is. */
export interface ChannelLevel {
  /** 0-based channel of the recording. */
  readonly channel: number;
  /** Root mean square about the mean, dBFS (0 is a full-scale square wave); -120 at the lowest. */
  readonly rmsDb: number;
  /** Largest distance from the mean, dBFS; -120 at the lowest. */
  readonly peakDb: number;
  /** Share of samples at or above 0.999 of full scale, 0…1. */
  readonly clippedShare: number;
  /** Mean of the samples, -1…1; a healthy recorder stays within ±0.01. */
  readonly dcOffset: number;
}

const FLOOR_DB = -120;
const CLIPPED = 0.999;

/** Measures a channel as it streams by, in constant memory, and makes its samples safe on the way. */
export class LevelMeter {
  #count = 0;
  #sum = 0;
  #squares = 0;
  #low = 0;
  #high = 0;
  #clipped = 0;
  #broken = 0;

  /** Samples that were NaN or infinite. */
  get broken(): number {
    return this.#broken;
  }

  /**
   * Puts a sample into account and gives it back as the engines may see it: finite and within ±1. NaN and infinities
   * (float recordings hold any bits) become 0, since an engine fed NaN answers as if nothing were wrong.
   */
  take(sample: number): number {
    const safe = this.#makeSafe(sample);
    if (safe > this.#high || this.#count === 0) this.#high = safe;
    if (safe < this.#low || this.#count === 0) this.#low = safe;
    if (safe >= CLIPPED || safe <= -CLIPPED) this.#clipped++;
    this.#count++;
    this.#sum += safe;
    this.#squares += safe * safe;
    return safe;
  }

  level(channel: number): ChannelLevel {
    const count = Math.max(1, this.#count);
    const mean = this.#sum / count;
    const variance = Math.max(0, this.#squares / count - mean * mean);
    return {
      channel,
      rmsDb: decibels(Math.sqrt(variance)),
      peakDb: decibels(Math.max(this.#high - mean, mean - this.#low)),
      clippedShare: this.#clipped / count,
      dcOffset: mean,
    };
  }

  #makeSafe(sample: number): number {
    if (sample >= -1 && sample <= 1) return sample;
    if (Number.isFinite(sample)) return sample > 0 ? 1 : -1;
    this.#broken++;
    return 0;
  }
}

function decibels(amplitude: number): number {
  return amplitude <= 1e-6 ? FLOOR_DB : 20 * Math.log10(amplitude);
}

/** 20 ms at 16 kHz. */
const FRAME = 320;
/** Frames within this of the loud ones count as speech, the rest as what lies between words. */
const ACTIVE_RANGE_DB = 20;
/** Which of the frames, ordered by power, says how loud the loud ones are: 5 % may be clicks and knocks. */
const LOUD_QUANTILE = 0.95;
const SILENCE_DB = -120;

/** Mean of the samples: what a recorder with a fault adds to every one of them. */
export function offsetOf(samples: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i] as number;
  return sum / Math.max(1, samples.length);
}

/** RMS of a stretch's speech about its mean, in dBFS; pauses between words do not count. -120 at the lowest. */
export function speechLevelDb(samples: Float32Array): number {
  const mean = offsetOf(samples);
  const powers = new Float32Array(Math.floor(samples.length / FRAME));
  for (let frame = 0; frame < powers.length; frame++) {
    let sum = 0;
    const end = (frame + 1) * FRAME;
    for (let i = frame * FRAME; i < end; i++) {
      const about = (samples[i] as number) - mean;
      sum += about * about;
    }
    powers[frame] = sum / FRAME;
  }
  const loud = powers.toSorted()[Math.floor(powers.length * LOUD_QUANTILE)] ?? 0;
  const active = powers.filter((power) => power >= loud / 10 ** (ACTIVE_RANGE_DB / 10));
  const mean2 = active.reduce((sum, power) => sum + power, 0) / Math.max(1, active.length);
  return mean2 <= 1e-12 ? SILENCE_DB : 10 * Math.log10(mean2);
}

/** Takes the offset off and multiplies, in place; peaks stay within ±1. */
export function amplify(samples: Float32Array, gainDb: number): void {
  const mean = offsetOf(samples);
  const gain = 10 ** (gainDb / 20);
  for (let i = 0; i < samples.length; i++) {
    const louder = ((samples[i] as number) - mean) * gain;
    samples[i] = louder > 1 ? 1 : louder < -1 ? -1 : louder;
  }
}

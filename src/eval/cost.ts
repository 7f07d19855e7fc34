import type { Estimate } from './bootstrap.ts';

export interface EnergyCosts {
  /** What the machine draws while it works. */
  readonly watts: number;
  /** Of one kilowatt-hour, in whatever currency. */
  readonly pricePerKwh: number;
}

/** Energy for one hour of audio, in the currency of the price; purchase and upkeep of the machine are not in it. */
export function costPerAudioHour(realTimeFactor: Estimate | null, costs: EnergyCosts): Estimate | null {
  if (realTimeFactor === null) return null;
  const factor = (costs.watts / 1000) * costs.pricePerKwh;
  const { value, interval } = realTimeFactor;
  return {
    value: value * factor,
    interval: interval === null ? null : [interval[0] * factor, interval[1] * factor],
  };
}

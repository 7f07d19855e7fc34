import type { Gauge } from 'prom-client';
import type { QualitySample } from '../results/quality-sample.ts';
import { SUSPICIONS } from '../speech/guards.ts';

type NewGauge = <T extends string>(name: string, help: string, labelNames?: readonly T[]) => Gauge<T>;

/** The nightly sample's gauges; each is there only while there is something to say. */
export function qualityGauges(gauge: NewGauge): (sample: QualitySample | null) => void {
  const calls = gauge('callmill_sample_calls', "Calls of the last UTC day in the fleet's nightly sample.");
  const confidence = gauge('callmill_sample_confidence', 'Mean confidence of the sampled transcripts.');
  const low = gauge(
    'callmill_sample_low_confidence_ratio',
    'Share of the sampled calls marked as low confidence.',
  );
  const doubted = gauge(
    'callmill_sample_doubted_windows_ratio',
    'Share of the sampled windows whose words a guard did not believe.',
    ['suspicion'],
  );
  const set = (metric: Gauge, value: number | null | undefined) => {
    if (value === null || value === undefined) metric.remove();
    else metric.set(value);
  };
  const setSample = (sample: QualitySample | null) => {
    set(calls, sample?.calls);
    set(confidence, sample?.confidence);
    set(low, sample?.lowConfidenceShare);
    doubted.reset();
    for (const suspicion of sample?.doubtedShare ? SUSPICIONS : []) {
      doubted.set({ suspicion }, sample?.doubtedShare?.[suspicion] ?? 0);
    }
  };
  setSample(null);
  return setSample;
}

import { expect, it } from 'vitest';
import { speechQuality } from '../../src/speech/quality.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { observeWorker } from '../../src/telemetry/observe-worker.ts';
import { capture } from './log-lines.ts';

const at = { startMs: 0, endMs: 900 };
const quality = speechQuality(
  [
    {
      channel: 0,
      utterances: [],
      languages: new Map(),
      speechMs: 0,
      windows: 5,
      doubts: [
        { ...at, suspicion: 'too_fast', resolved: false },
        { ...at, suspicion: 'repetition', resolved: true },
      ],
      noise: [at, at],
    },
  ],
  [{ channel: 0, rmsDb: -24, peakDb: -3, clippedShare: 0.1, dcOffset: 0 }],
  8000,
);

it('windows, doubts, noise and flags of a completed recording are counted, of another not', async () => {
  const metrics = createMetrics();
  const events = observeWorker(capture().logger, metrics);
  const value = async (series: string): Promise<number> => {
    const text = await metrics.registry.metrics();
    const line = text.split('\n').find((one) => one.startsWith(`callmill_${series} `));
    return Number(line?.split(' ').at(-1));
  };
  const report = {
    recordingId: 7,
    correlationId: 'c-7',
    attempt: 1,
    error: null,
    stageMs: {},
    elapsedMs: 1000,
    audioMs: 1000,
    fallbackReason: null,
    waitedMs: 0,
    confidence: null,
    quality,
  };
  events.onJobDone?.({ ...report, outcome: 'lost' });
  expect(await value('speech_windows_total')).toBe(0);

  events.onJobDone?.({ ...report, outcome: 'completed' });
  expect(await value('speech_windows_total')).toBe(5);
  expect(await value('speech_noise_total')).toBe(2);
  expect(await value('speech_doubts_total{suspicion="too_fast",result="left"}')).toBe(1);
  expect(await value('speech_doubts_total{suspicion="repetition",result="resolved"}')).toBe(1);
  expect(await value('speech_doubts_total{suspicion="repetition",result="left"}')).toBe(0);
  expect(await value('audio_flags_total{flag="clipped"}')).toBe(1);
  expect(await value('audio_flags_total{flag="no_speech"}')).toBe(1);
});

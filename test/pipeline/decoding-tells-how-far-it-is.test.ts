import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { hearSpoken } from '../../src/pipeline/spoken.ts';
import { StageClock } from '../../src/pipeline/stage-clock.ts';
import { makeWith, tones } from '../audio/fixtures/recordings.ts';
import { ScriptedCall } from './scripted-call.ts';

it('decoding tells how far it is, not only that it ended', async () => {
  const scripted = new ScriptedCall('hello');
  onTestFinished(() => scripted.remove());
  const path = makeWith(...tones(2, 30, 44_100), join(scripted.directory, 'long.mp3'));
  const seen: number[] = [];
  const clock = new StageClock({
    onProgress: (step, percent) => void (step === 'decode' && seen.push(percent)),
  });
  await hearSpoken(scripted.call, { path, sizeBytes: 0 }, scripted.tools(), { ...scripted.run(), clock });
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  const [from = 0, to = 0] = [seen[0], seen.at(-1)];
  expect(seen.filter((percent) => percent > from && percent < to).length).toBeGreaterThan(2);
});

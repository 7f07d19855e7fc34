import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Hertz; what flite's slt and awb speak in. */
export const SAMPLE_RATE = 16_000;

/** A little slower than flite's own pace: people on the telephone speak so, and fewer words are misread. */
const PACE = '1.1';
/** Samples below about -44 dBFS before the first and after the last word are not speech. */
const QUIET = 200;
/** Both voices are brought to the same peak, about -6 dBFS: their sum in the mono mix stays below full scale. */
const PEAK = 16_000;
const WAV_HEADER_BYTES = 44;

/**
 * One utterance as 16-bit samples at {@link SAMPLE_RATE}, from the first sound to the last. The same text gives the
 * same samples every time.
 */
export async function speak(voice: string, text: string, folder: string): Promise<Int16Array> {
  const path = join(folder, 'utterance.wav');
  await promisify(execFile)('flite', [
    ...['-voice', voice],
    ...['--setf', `duration_stretch=${PACE}`],
    ...['-t', text],
    ...['-o', path],
  ]);
  const wav = await readFile(path);
  const samples = new Int16Array((wav.length - WAV_HEADER_BYTES) >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = wav.readInt16LE(WAV_HEADER_BYTES + 2 * i);
  return atPeak(withoutSilence(samples));
}

function withoutSilence(samples: Int16Array): Int16Array {
  const loud = (sample: number) => Math.abs(sample) > QUIET;
  return samples.subarray(samples.findIndex(loud), samples.findLastIndex(loud) + 1);
}

function atPeak(samples: Int16Array): Int16Array {
  const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 1);
  return samples.map((sample) => Math.round((sample * PEAK) / peak));
}

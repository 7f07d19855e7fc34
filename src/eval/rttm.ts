import type { TimeSpan } from '../audio/pcm-file.ts';
import type { LabelledSpan } from './stretches.ts';

/** Reads `SPEAKER` lines of NIST's Rich Transcription Time Marked; other types are passed over. @throws RangeError */
export function parseRttm(text: string): LabelledSpan[] {
  return rows(text)
    .filter((fields) => fields[0] === 'SPEAKER')
    .map((fields) => {
      const startMs = milliseconds(fields[3]);
      return { startMs, endMs: startMs + milliseconds(fields[4]), speaker: fields[7] ?? '' };
    });
}

/** Reads an un-partitioned evaluation map: `file channel start end` in seconds. @throws RangeError */
export function parseUem(text: string): TimeSpan[] {
  return rows(text).map((fields) => ({ startMs: milliseconds(fields[2]), endMs: milliseconds(fields[3]) }));
}

function rows(text: string): string[][] {
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[0] !== '' && fields[0]?.startsWith(';') !== true);
}

function milliseconds(seconds: string | undefined): number {
  const value = Number(seconds);
  if (seconds === undefined || !(value >= 0))
    throw new RangeError(`${seconds ?? 'nothing'} is no time in seconds`);
  return value * 1000;
}

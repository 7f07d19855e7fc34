import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ScriptLine } from '../../scripts/sample-call/timeline.ts';
import { SAMPLE_RATE } from '../../scripts/sample-call/voice.ts';

const CALL = fileURLToPath(new URL('../../examples/call/', import.meta.url));
const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const FLOOR = 100;

const script = readFileSync(`${CALL}script.jsonl`, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as ScriptLine);

describe('the sample call', () => {
  it('is spoken on the side and at the times its script gives, and nowhere else', () => {
    const stereo = decode('call.flac');
    for (const channel of [0, 1]) {
      const spoken = script.filter((line) => line.channel === channel);
      expect(loudSeconds(stereo, channel, spoken, false)).toBe(0);
      for (const line of spoken) expect(loudSeconds(stereo, channel, [line], true)).toBeGreaterThan(0.2);
    }
  });

  it('lasts one to two minutes, with pauses as people make them and one overlap', () => {
    const quietSince = (turn: number) => Math.max(...script.slice(0, turn).map((line) => line.end_ms));
    const gaps = script.slice(1).map((line, i) => line.start_ms - quietSince(i + 1));
    expect(gaps.filter((gap) => gap < 0)).toHaveLength(1);
    for (const gap of gaps.filter((ms) => ms >= 0)) {
      expect(gap).toBeGreaterThanOrEqual(200);
      expect(gap).toBeLessThanOrEqual(700);
    }
    expect(script.at(-1)?.end_ms).toBeGreaterThan(60_000);
    expect(script.at(-1)?.end_ms).toBeLessThan(120_000);
  });

  it('marks personal data by words that are in the text, with a card number that passes its checksum', () => {
    const marked = script.flatMap((line) => line.pii.map((entry) => ({ ...entry, line })));
    for (const { line, text } of marked) expect(line.text).toContain(text);
    expect(new Set(marked.map(({ type }) => type))).toEqual(
      new Set(['PERSON', 'PHONE_NUMBER', 'CARD_NUMBER']),
    );
    const card = marked.find(({ type }) => type === 'CARD_NUMBER')?.text ?? '';
    expect(luhnSum(card.match(/\w+/g)?.map((word) => DIGITS.indexOf(word)) ?? []) % 10).toBe(0);
  });

  it('has a mono mix of the same length', () => {
    expect(decode('call-mono.flac').length * 2).toBe(decode('call.flac').length);
  });
});

function decode(name: string): Int16Array {
  const output = ['-f', 's16le', '-ar', String(SAMPLE_RATE), 'pipe:1'];
  const bytes = execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-i', CALL + name, ...output], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return new Int16Array(new Uint8Array(bytes).buffer);
}

/** Seconds' worth of samples above the line noise that lie inside (or outside) the lines' times. */
function loudSeconds(stereo: Int16Array, channel: number, lines: readonly ScriptLine[], inside: boolean) {
  let loud = 0;
  for (let i = channel; i < stereo.length; i += 2) {
    if (Math.abs(stereo[i] ?? 0) <= FLOOR) continue;
    const ms = ((i >> 1) * 1000) / SAMPLE_RATE;
    // One millisecond for the rounding of the script's times.
    const within = lines.some((line) => ms >= line.start_ms - 1 && ms <= line.end_ms + 1);
    if (within === inside) loud++;
  }
  return loud / SAMPLE_RATE;
}

function luhnSum(digits: readonly number[]): number {
  return digits.reduce((sum, digit, i) => {
    const doubled = (digits.length - i) % 2 === 0 ? digit * 2 : digit;
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
}

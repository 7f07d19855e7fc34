import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { mergeOverlap } from '../../src/speech/merge-overlap.ts';
import type { Word } from '../../src/transcript/word.ts';

const { runs, seed } = inject('effort');
const word = (text: string, startMs: number, endMs: number): Word => ({
  text,
  startMs,
  endMs,
  confidence: 1,
});

/** What was really said: words of 150 to 400 ms, seldom a pause. */
const talk = fc
  .array(
    fc.tuple(fc.constantFrom('no', 'yes', 'the', 'card', 'four', 'five'), fc.integer({ min: 150, max: 400 })),
    {
      minLength: 20,
      maxLength: 60,
    },
  )
  .map((pairs) => {
    let at = 0;
    return pairs.map(([text, length]) => {
      const startMs = at;
      at += length;
      return word(text, startMs, at - 10);
    });
  });

/** What a window hears: whole words as they are, give or take, and garbage for one that its edge cuts. */
function heardBetween(
  words: readonly Word[],
  from: number,
  to: number,
  shift: (i: number) => number,
): Word[] {
  return words
    .filter(({ startMs, endMs }) => endMs > from && startMs < to)
    .map((said, i) => {
      const whole = said.startMs >= from && said.endMs <= to;
      const startMs = Math.max(from, said.startMs) + (whole ? shift(i) : 0);
      return word(whole ? said.text : 'mumble', startMs, Math.min(to, said.endMs) + (whole ? shift(i) : 0));
    });
}

describe('words of two windows are said once', () => {
  it('whatever was said where they meet: none lost, none doubled, no garbled edge', () => {
    fc.assert(
      fc.property(
        talk,
        fc.double({ min: 0.3, max: 0.7, noNaN: true }),
        fc.integer({ min: -60, max: 60 }),
        (said, at, jitter) => {
          const end = said.at(-1)?.endMs ?? 0;
          const cut = Math.round(end * at);
          const shared = { startMs: cut - 500, endMs: cut + 500 };
          const before = heardBetween(said, 0, shared.endMs, () => 0);
          const after = heardBetween(said, shared.startMs, end + 1, () => jitter);
          const merged = mergeOverlap(before, after, shared);
          expect(merged.map(({ text }) => text)).toEqual(said.map(({ text }) => text));
          for (const [i, { startMs, endMs }] of merged.entries()) {
            expect(startMs).toBeGreaterThanOrEqual(merged[i - 1]?.startMs ?? -60);
            expect(endMs).toBeGreaterThan(startMs);
          }
        },
      ),
      { seed, numRuns: runs },
    );
  });

  it('each window for its half where they agree on no word', () => {
    const before = [word('one', 0, 300), word('sicks', 1100, 1300), word('hm', 1700, 1900)];
    const after = [word('ah', 1050, 1200), word('seven', 1600, 1900), word('eight', 2200, 2500)];
    const merged = mergeOverlap(before, after, { startMs: 1000, endMs: 2000 });
    expect(merged.map(({ text }) => text)).toEqual(['one', 'sicks', 'seven', 'eight']);
  });
});

import { describe, expect, it } from 'vitest';
import { redactTranscript } from '../../src/pii/redact.ts';
import type { Segment } from '../../src/transcript/segment.ts';
import type { Word } from '../../src/transcript/word.ts';
import { call } from './a-call.ts';

const EMAIL = 'hello my address is maria@example.com thank you very much bye';
const CARD = 'please take 4111111111111111 thank you very much bye now';

/** The same segments with one word's fields changed. */
function withWord(segments: readonly Segment[], index: number, change: Partial<Word>): Segment[] {
  return segments.map((segment) => ({
    ...segment,
    words: segment.words.map((word, place) => (place === index ? { ...word, ...change } : word)),
  }));
}

describe('muted spans', () => {
  // call() starts at 1000 ms; word n lasts from 1000 + 400 n for 300 ms
  it('pad a card by 250 ms a side and go on to the end of the word that this cuts', () => {
    expect(redactTranscript(call(['c', CARD])).spans).toEqual([{ startMs: 1_400, endMs: 2_500 }]);
  });

  it('end in a pause when there is one: 120 ms further for an e-mail address, 250 ms for a card', () => {
    expect(redactTranscript(call(['c', 'maria@example.com'])).spans).toEqual([
      { startMs: 880, endMs: 1_420 },
    ]);
    expect(redactTranscript(call(['c', '4111111111111111'])).spans).toEqual([{ startMs: 750, endMs: 1_550 }]);
  });

  it('merge when less than 400 ms apart, and stay inside the recording', () => {
    const said = call(['c', 'maria@example.com or 4111111111111111']);
    expect(redactTranscript(said, undefined, { durationMs: 2_150 }).spans).toEqual([
      { startMs: 880, endMs: 2_150 },
    ]);
  });

  it.each<[string, Partial<Word>]>([
    ['estimated', { estimated: true }],
    ['NaN', { startMs: Number.NaN }],
    ['backwards', { startMs: 5_000, endMs: 1_200 }],
    ['negative', { startMs: -5 }],
    ['out of order', { startMs: 1_000 }],
  ])('widen to the whole segment when a word’s times are %s', (_name, change) => {
    const said = withWord(call(['c', EMAIL]), 4, change);
    const [segment] = said;
    const { spans, segments } = redactTranscript(said);
    expect(segments[0]?.words[4]?.text).toBe('[EMAIL]');
    expect(spans[0]?.startMs).toBeLessThanOrEqual(segment?.startMs ?? 0);
    expect(spans[0]?.endMs).toBeGreaterThanOrEqual(segment?.endMs ?? 0);
  });

  it('refuse a segment without usable times', () => {
    const said = call(['c', EMAIL]).map((segment) => ({ ...segment, endMs: Number.NaN }));
    expect(() => redactTranscript(said)).toThrow(expect.objectContaining({ code: 'redaction_failed' }));
  });

  it('carry no confidence and no spoken word in what stands for them', () => {
    const result = redactTranscript(call(['c', CARD]));
    expect(JSON.stringify(result)).not.toContain('4111');
    expect(result.segments[0]?.words[2]).toEqual({
      text: '[CARD_NUMBER]',
      startMs: 1_800,
      endMs: 2_100,
      confidence: null,
    });
  });
});

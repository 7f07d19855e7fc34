import { describe, expect, it } from 'vitest';
import { ordinaryCase } from '../../src/transcript/casing.ts';
import { type Segment, segmentKey, segmentText } from '../../src/transcript/segment.ts';

function segment(sequence: number, text: string, speakerLabel = 'S1', startMs = sequence * 10_000): Segment {
  const words = text.split(' ').map((word, index) => ({
    text: word,
    startMs: startMs + index,
    endMs: startMs + index + 1,
    confidence: null,
  }));
  const endMs = startMs + words.length;
  return {
    sequence,
    key: segmentKey(sequence),
    startMs,
    endMs,
    channel: 0,
    speakerLabel,
    speakerRole: 'unknown',
    speakerName: null,
    words,
    confidence: null,
  };
}
const cased = (...segments: Segment[]) => ordinaryCase(segments).map(segmentText);

describe('casing', () => {
  it('capitals only become small letters, with "I" and a capital where somebody begins', () => {
    expect(
      cased(segment(0, "GOOD MORNING I AM CALLING BECAUSE I'VE LOST IT"), segment(1, 'ÇA VA', 'S2')),
    ).toEqual(["Good morning I am calling because I've lost it", 'Ça va']);
  });

  it('a segment that follows closely goes on with the sentence', () => {
    expect(cased(segment(0, 'THIS IS LONG', 'S1', 0), segment(1, 'AND GOES ON', 'S1', 300))).toEqual([
      'This is long',
      'and goes on',
    ]);
  });

  it('a model with casing of its own is left alone, its acronyms too', () => {
    expect(cased(segment(0, 'NASA'), segment(1, 'called me'))).toEqual(['NASA', 'called me']);
  });

  it('small letters only get the capitals they lack', () => {
    expect(cased(segment(0, "yes i'm here"))).toEqual(["Yes I'm here"]);
  });

  it("a spelling of the client's own stays, and decides nothing for the others", () => {
    const heard = segment(0, 'THE O2 CONTRACT WITH callMill');
    const words = heard.words.map((word) => (/O2|Mill/.test(word.text) ? { ...word, spelled: true } : word));
    expect(cased({ ...heard, words })).toEqual(['The O2 contract with callMill']);
  });
});

import { describe, expect, it } from 'vitest';
import { smoothSpeakers } from '../../src/speakers/smooth-speakers.ts';
import { speak } from './talk.ts';

/** Words 50 ms apart, with a speaker's number each. */
function smoothed(text: string, speakers: string, pauses: Record<number, number> = {}): string {
  let lateMs = 0;
  const spoken = speak(text).map((word, index) => {
    lateMs += pauses[index] ?? 0;
    return {
      word: { ...word, startMs: word.startMs + lateMs, endMs: word.endMs + lateMs },
      channel: 0,
      speaker: Number(speakers[index]),
    };
  });
  return smoothSpeakers(spoken)
    .map((entry) => entry.speaker)
    .join('');
}

describe('one speaker’s sentence', () => {
  it('keeps a word or two that the clustering gave to somebody else', () => {
    expect(smoothed('i would like to pay my bill', '0001000')).toBe('0000000');
    expect(smoothed('i would like to pay my bill', '0011000')).toBe('0000000');
  });

  it('loses nothing that is said by a third', () => {
    expect(smoothed('i would like to pay my bill', '0001222')).toBe('0001222');
  });
});

describe('an answer', () => {
  it('between pauses stays its speaker’s', () => {
    expect(smoothed('is that right yes good then', '000100', { 3: 400, 4: 400 })).toBe('000100');
    expect(smoothed('is that right yes good then', '000100', { 3: 400 })).toBe('000100');
  });

  it('after the end of a sentence stays its speaker’s', () => {
    expect(smoothed('is that right? yes good then', '000100')).toBe('000100');
  });

  it('of three words stays its speaker’s', () => {
    expect(smoothed('so that was yes it was on monday', '00011100')).toBe('00011100');
  });

  it('at the beginning or the end of the call stays its speaker’s', () => {
    expect(smoothed('hello this is the bank', '10000')).toBe('10000');
    expect(smoothed('hello this is the bank', '00001')).toBe('00001');
  });
});

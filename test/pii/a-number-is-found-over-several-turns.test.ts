import { describe, expect, it } from 'vitest';
import { redactTranscript } from '../../src/pii/redact.ts';
import { call, lines } from './a-call.ts';

describe('a number spoken over several turns', () => {
  it('is one finding across the other side’s backchannel, fillers and a repair', () => {
    const result = redactTranscript(
      call(
        ['c', 'SURE IT IS FOUR ONE ONE ONE'],
        ['a', 'MM HMM'],
        ['c', 'UM ONE ONE SORRY ONE ONE ONE ONE'],
        ['a', 'OKAY'],
        ['c', 'DOUBLE ONE ONE ONE AND ONE ONE ONE ONE THANKS'],
      ),
    );
    expect(lines(result.segments)).toEqual([
      'SURE IT IS [CARD_NUMBER]',
      'MM HMM',
      '[CARD_NUMBER]',
      'OKAY',
      '[CARD_NUMBER] THANKS',
    ]);
    expect(new Set(result.entities.map((entity) => entity.finding)).size).toBe(1);
    expect(
      result.entities.map(({ segmentKey, firstWord, wordCount }) => [segmentKey, firstWord, wordCount]),
    ).toEqual([
      ['s0000', 3, 4],
      ['s0002', 0, 8],
      ['s0004', 0, 9],
    ]);
  });

  it('is hidden again when read back, in another grouping, in part or as the last four', () => {
    const { segments } = redactTranscript(
      call(
        ['c', 'four one two three nine eight seven six five five four four one two three four'],
        ['a', 'so that is forty one twenty three correct'],
        ['a', 'and it ends twelve thirty four is that right'],
        ['c', 'yes the 5544 is right'],
      ),
    );
    expect(lines(segments)).toEqual([
      '[CARD_NUMBER]',
      'so that is [CARD_NUMBER] correct',
      'and it ends [CARD_NUMBER] is that right',
      'yes the [CARD_NUMBER] is right',
    ]);
  });

  it('is hidden where the other side echoes pieces of it', () => {
    const { segments } = redactTranscript(
      call(
        ['c', 'two one two'],
        ['a', 'two one two yes'],
        ['c', 'five five five'],
        ['a', 'triple five'],
        ['c', 'oh one two three'],
      ),
    );
    expect(lines(segments).join(' ')).not.toMatch(/two|five|three/);
  });

  it('is found when diarization dealt it out to two speakers', () => {
    const { segments } = redactTranscript(call(['c', 'nine nine eight eight'], ['a', 'seven seven six six']));
    expect(lines(segments)).toEqual(['[DIGITS]', '[DIGITS]']);
  });

  it('is called what was asked for, one answer after the other', () => {
    const { segments } = redactTranscript(
      call(
        ['a', 'CAN I TAKE THE CARD NUMBER'],
        ['c', 'YES IT IS FOUR ONE ONE ONE'],
        ['a', 'M HM'],
        ['c', 'ONE ONE ONE ONE ONE ONE ONE ONE ONE ONE ONE ONE'],
        ['a', 'AND THE EXPIRY DATE'],
        ['c', 'OH NINE TWENTY EIGHT'],
        ['a', 'AND YOUR PHONE NUMBER'],
        ['c', 'TWO ONE TWO FIVE FIVE FIVE OH ONE NINE EIGHT'],
      ),
    );
    expect(lines(segments).filter((line) => line.includes('['))).toEqual([
      'YES IT IS [CARD_NUMBER]',
      '[CARD_NUMBER]',
      '[EXPIRY]',
      '[PHONE_NUMBER]',
    ]);
  });

  it('does not join numbers with real words between them', () => {
    const said = call(
      ['c', 'i have four cats two dogs'],
      ['a', 'and what else'],
      ['c', 'nine rabbits and sixty fish'],
    );
    expect(lines(redactTranscript(said).segments)).toEqual(lines(said));
  });
});

import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/pii/documents/document.ts';
import { inspect } from '../../src/pii/documents/inspect.ts';
import { redactDocument } from '../../src/pii/documents/redact-document.ts';
import { DEFAULT_POLICY } from '../../src/pii/policy.ts';

const found = (line: object) => inspect(parseDocument(JSON.stringify(line)), DEFAULT_POLICY);
const redacted = (line: object) => redactDocument(parseDocument(JSON.stringify(line)), DEFAULT_POLICY);
const CARD = '4111 1111 1111 1111'.split(' ');

describe('a document', () => {
  it.each([
    'not json',
    '[]',
    '{"text":"no id"}',
    '{"id":1}',
    '{"id":1,"text":"a","turns":[]}',
    '{"id":1,"text":7}',
    '{"id":1,"text":"a","asked":"shoe size"}',
    '{"id":1,"words":[{"w":1}]}',
  ])('%s is refused without saying what it holds', (line) => {
    expect(() => parseDocument(line)).toThrow(
      expect.objectContaining({
        code: 'document_invalid',
        message: expect.not.stringMatching(/shoe size|no id/),
      }),
    );
  });

  it.each([
    { id: 1, text: '' },
    { id: 1, text: ' \n\t' },
    { id: 1, turns: [] },
    { id: 1, turns: [{ speaker: 'a', text: '' }] },
    { id: 1, words: [] },
    { id: 1, words: [{ w: '' }] },
    { id: 1, text: 'hello' },
    { id: 1, text: 'hello', asked: 'card', previous: '' },
  ])('%j holds nothing', (line) => {
    expect(found(line)).toEqual([]);
    redacted(line);
  });

  it('gives places in code points, whatever script, direction or emoji stands before', () => {
    const before = '👩‍👩‍👧‍👦 שלום מִסְפָּר é🇬🇧 ';
    const [entity, ...others] = found({ id: 1, text: `${before}4111 1111 1111 1111!` });
    expect(others).toEqual([]);
    expect(entity).toMatchObject({ start: Array.from(before).length, end: Array.from(before).length + 19 });
    expect(redacted({ id: 1, text: `${before}4111 1111 1111 1111!` }).text).toBe(`${before}[CARD_NUMBER]!`);
  });

  it('reads figures of other scripts, full width and with joiners between', () => {
    for (const text of [
      '٤١١١ ١١١١ ١١١١ ١١١١',
      '４１１１ １１１１ １１１１ １１１１',
      '४१११ ११११ ११११ ११११',
    ]) {
      expect(redacted({ id: 1, text }).text).toBe('[CARD_NUMBER]');
    }
    expect(redacted({ id: 1, text: '4\u200d1\u200d1\u200d1\u200d1\u200d1\u200d1\u200d1' }).text).not.toMatch(
      /\d/,
    );
  });

  it.each([
    ['no times', (_: number) => ({})],
    ['the same time for all', () => ({ start: 5, end: 5 })],
    ['times that overlap', (at: number) => ({ start: at * 10, end: at * 10 + 900 })],
    ['times backwards', (at: number) => ({ start: 9_000 - at * 100, end: 9_050 - at * 100 })],
    ['ends before starts', (at: number) => ({ start: at * 100 + 50, end: at * 100 })],
    ['negative times', (at: number) => ({ start: -at, end: at })],
    ['some times missing', (at: number) => (at % 2 === 0 ? { start: at * 100, end: at * 100 + 90 } : {})],
  ])('of words with %s loses nothing', (_name, times) => {
    const words = ['it', 'is', ...CARD, 'thanks'].map((w, at) => ({ w, ...times(at) }));
    expect(redacted({ id: 1, words }).text).toBe('it is [CARD_NUMBER] thanks');
  });

  it('of words keeps places when speakers alternate and one is unknown', () => {
    const words = CARD.map((w, at) => (at === 2 ? { w } : { w, speaker: 'c' }));
    const { text } = redacted({ id: 1, words });
    expect(text).not.toMatch(/\d/);
  });

  it('hears the question: by name, or as what the other side had just said', () => {
    expect(found({ id: 1, text: 'g 2 6 5 w b', asked: 'postcode' })).toMatchObject([
      { type: 'POSTCODE', start: 0, end: 11 },
    ]);
    expect(found({ id: 1, text: 'one two', previous: 'and the security code please' })).toMatchObject([
      { type: 'CVV', start: 0, end: 7 },
    ]);
    expect(found({ id: 1, text: 'one two' })).toEqual([]);
    expect(found({ id: 1, text: 'blue horse', asked: ['password'] })).toMatchObject([{ type: 'PASSWORD' }]);
    expect(
      found({ id: 1, text: 'it is twelve acacia gardens leeds thank you', asked: 'address' }),
    ).toMatchObject([{ type: 'ADDRESS', start: 6, end: 33 }]);
  });

  it('with turns gives the turn, and answers across them', () => {
    const turns = [
      { speaker: 'agent', text: 'can i have your card number' },
      { speaker: 'caller', text: 'four one one one' },
      { speaker: 'agent', text: 'mm hmm' },
      { speaker: 'caller', text: 'one one one one' },
    ];
    expect(found({ id: 1, turns })).toMatchObject([
      { turn: 1, start: 0, end: 16, type: 'CARD_NUMBER' },
      { turn: 3, start: 0, end: 15, type: 'CARD_NUMBER' },
    ]);
    expect(redacted({ id: 1, turns }).turns?.map(({ text }) => text)).toEqual([
      'can i have your card number',
      '[CARD_NUMBER]',
      'mm hmm',
      '[CARD_NUMBER]',
    ]);
  });

  it('of 100,000 words, or one word of 100,000 letters, is read in one go', () => {
    const words = Array.from({ length: 100_000 }, (_, at) => (at % 1000 === 0 ? '4111111111111111' : 'word'));
    expect(found({ id: 1, text: words.join(' ') })).toHaveLength(100);
    expect(found({ id: 1, words: words.map((w) => ({ w })) })).toHaveLength(100);
    expect(found({ id: 1, text: 'a'.repeat(100_000) })).toEqual([]);
    expect(found({ id: 1, text: 'at dot '.repeat(20_000) })).toBeInstanceOf(Array);
  });
});

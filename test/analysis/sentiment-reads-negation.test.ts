import { describe, expect, it } from 'vitest';
import { readLines } from '../../src/analysis/rules/lines.ts';
import { balance, sentimentByQuarter } from '../../src/analysis/rules/sentiment.ts';
import { dialogue } from './dialogue.ts';

const feel = (text: string) => balance(readLines(dialogue(['customer', text]).segments));

describe('lexicon sentiment', () => {
  it.each([
    ['i am very happy with this', 'i am happy with this'],
    ['i am happy with this', 'okay then'],
    ['okay then', "i'm not happy with this"],
    ["i'm not happy with this", 'i am absolutely furious'],
  ])('"%s" feels better than "%s"', (better, worse) => {
    expect(feel(better)).toBeGreaterThan(feel(worse));
  });

  it('turns a bad word round: "not bad", "no problem", "do not worry" are not complaints', () => {
    for (const text of ['not bad', 'no problem', "don't worry about it"])
      expect(feel(text)).toBeGreaterThanOrEqual(0);
  });

  it('reads "no" as an answer, not as a negation', () => {
    expect(feel("no that's great")).toBe(feel("that's great"));
  });

  it('does not take politeness for delight', () => {
    expect(Math.abs(feel('good morning thank you have a nice day'))).toBeLessThanOrEqual(2);
  });

  it('does not grow with the length of a call', () => {
    const once = ['customer', 'i am annoyed'] as const;
    const calm = Array.from({ length: 200 }, () => ['customer', 'the number is on the letter'] as const);
    const one = balance(readLines(dialogue(once).segments));
    expect(balance(readLines(dialogue(once, ...calm).segments))).toBe(one);
  });

  it('gives quarters in which nobody spoke no score', () => {
    const { segments } = dialogue(['customer', 'i am furious']);
    const quarters = sentimentByQuarter(readLines(segments), 60_000);
    expect(quarters.map((quarter) => quarter.score === null)).toEqual([false, true, true, true]);
    expect(quarters.at(-1)).toMatchObject({ startMs: 45_000, endMs: 60_000 });
  });
});

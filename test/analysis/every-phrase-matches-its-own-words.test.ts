import { describe, expect, it, vi } from 'vitest';
import type * as phraseModule from '../../src/analysis/rules/phrase.ts';
import { readTokens } from '../../src/analysis/tokens.ts';

const sources = vi.hoisted(() => new Set<string>());
vi.mock('../../src/analysis/rules/phrase.ts', async (original) => {
  const real = await original<typeof phraseModule>();
  const noted = (source: string) => {
    sources.add(source);
    return real.phrase(source);
  };
  return { ...real, phrase: noted, phrases: (...all: readonly string[]) => all.map(noted) };
});

describe('the phrases of the rules', () => {
  it('can be said: each is found in its own words, as speech is read', async () => {
    await import('../../src/analysis/rules-analyser.ts');
    const { phrase, findAny } = await import('../../src/analysis/rules/phrase.ts');
    expect(sources.size).toBeGreaterThan(400);
    /** One way to say a pattern: the choice in each place is the `turn`th of those there are. */
    const said = (source: string, turn: number) =>
      (source.match(/\([^()]*\)|\S+/g) ?? [])
        .map((part) => part.replace(/[()]/g, '').split('|'))
        .map((choices) => (choices[turn % choices.length] ?? '').replace(/\*$/, ''))
        .filter((words) => words !== '')
        .join(' ');
    const tokens = (text: string) => readTokens(text.split(' ').map((word) => ({ text: word })));
    const never = [...sources].flatMap((source) => {
      const most = Math.max(...source.split(' ').map((part) => part.split('|').length));
      const ways = Array.from({ length: most }, (_, turn) => said(source, turn));
      return ways.filter((way) => findAny([phrase(source)], tokens(way)) === null);
    });
    expect(never).toEqual([]);
  });
});

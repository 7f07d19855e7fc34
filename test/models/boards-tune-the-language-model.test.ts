import { describe, expect, it } from 'vitest';
import { tunedSettings } from '../../src/models/board.ts';
import { manifest } from '../../src/models/manifest.ts';

const ENTRY = {
  settings: { contextTokens: 4096, sequences: 1, kvCache: 'q8_0' },
  largeBoard: { contextTokens: 16_384, sequences: 4 },
};
const EIGHT = 7.6e9;
const SIXTEEN = 15.3e9;

describe("the language model's settings", () => {
  it.each([
    ['a small board', 'auto', EIGHT, 4096],
    ['a large board', 'auto', SIXTEEN, 16_384],
    ['a large board that is to be used as a small one', 'small', SIXTEEN, 4096],
    ['a small board that is to be used as a large one', 'large', EIGHT, 16_384],
  ] as const)('are those for %s', (_, board, memory, contextTokens) => {
    const settings = tunedSettings(ENTRY, { board, kvCache: 'auto' }, memory);
    expect(settings).toMatchObject({ contextTokens, kvCache: 'q8_0' });
  });

  it('take the precision of the cache that the operator asks for', () => {
    expect(tunedSettings(ENTRY, { board: 'large', kvCache: 'q4_0' }, EIGHT)).toEqual({
      contextTokens: 16_384,
      sequences: 4,
      kvCache: 'q4_0',
    });
  });

  it('differ between boards for every language model of the manifest that is fit for calls', () => {
    const language = manifest().models.filter(
      ({ role, generated, proof }) => role === 'language' && !generated && !proof,
    );
    expect(language.length).toBeGreaterThan(0);
    for (const { id, largeBoard } of language) expect(largeBoard, id).toBeDefined();
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bucketOf, featuresOf, SLOTS } from '../../src/engines/taggers/hashed-features.ts';

interface Golden {
  readonly word: string;
  readonly features: readonly string[];
  readonly ids: readonly number[];
}

/** Written by scripts/pii-ner/export.py together with the weights. */
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/hashed-features.json', import.meta.url), 'utf8'),
) as readonly Golden[];

describe('the features of a word', () => {
  it.each(golden)('$word has the names and ids that training gave it', ({ word, features, ids }) => {
    const found = featuresOf(word);
    expect(found).toEqual(features);
    expect(found.map(bucketOf)).toEqual(ids);
    expect(found.length).toBeLessThanOrEqual(SLOTS);
  });

  it('differ between "Smith," and "smith" in shape and punctuation alone', () => {
    const plain = new Set(featuresOf('smith'));
    expect(featuresOf('Smith,').filter((name) => !plain.has(name))).toEqual(['s:title', 'e:,']);
  });
});

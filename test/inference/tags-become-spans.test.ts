import { describe, expect, it } from 'vitest';
import { decodeTags } from '../../src/engines/taggers/decode-tags.ts';
import { labelsOf } from '../../src/engines/taggers/labels.ts';
import type { LocatedModel } from '../../src/models/model.ts';

const LABELS = ['O', 'B-PERSON', 'I-PERSON', 'B-ADDRESS', 'I-ADDRESS'];

/** One row a word: probabilities by label, the rest on `O`. */
function rows(...words: readonly Partial<Record<string, number>>[]): Float32Array {
  return Float32Array.from(
    words.flatMap((word) => {
      const given = Object.values(word).reduce<number>((sum, value) => sum + (value ?? 0), 0);
      return LABELS.map((label) => (label === 'O' ? 1 - given : (word[label] ?? 0)));
    }),
  );
}

/** Words that are nothing in particular, as many as are asked for. */
const words = (count: number) => Array.from({ length: count }, () => 'word');

const spans = (...said: readonly Partial<Record<string, number>>[]) =>
  decodeTags(words(said.length), rows(...said), LABELS).map(
    ({ type, first, last }) => `${type} ${first}-${last + 1}`,
  );

describe('tags become spans', () => {
  it('that run as long as the type stays and the next word continues rather than begins', () => {
    expect(spans({ 'B-PERSON': 0.9 }, { 'I-PERSON': 0.9 }, {}, { 'I-PERSON': 0.8 })).toEqual([
      'PERSON 0-2',
      'PERSON 3-4',
    ]);
    expect(spans({ 'B-PERSON': 0.9 }, { 'B-PERSON': 0.6, 'I-PERSON': 0.3 })).toEqual([
      'PERSON 0-1',
      'PERSON 1-2',
    ]);
    expect(spans({ 'B-PERSON': 0.9 }, { 'B-ADDRESS': 0.9 }, { 'I-ADDRESS': 0.9 })).toEqual([
      'PERSON 0-1',
      'ADDRESS 1-3',
    ]);
    expect(spans()).toEqual([]);
  });

  it('and a word that is somebody’s or somewhere’s is taken though neither alone is likely', () => {
    expect(spans({ 'B-PERSON': 0.3, 'B-ADDRESS': 0.25 })).toEqual(['PERSON 0-1']);
    expect(spans({ 'B-PERSON': 0.3, 'B-ADDRESS': 0.15 })).toEqual([]);
  });

  it('and take a doubtful word beside one that is taken, which adds nothing to their score', () => {
    const said = rows(
      { 'B-PERSON': 0.2 },
      { 'I-PERSON': 0.9 },
      { 'I-PERSON': 0.3 },
      { 'I-PERSON': 0.1 },
      { 'B-PERSON': 0.4 },
    );
    expect(decodeTags(words(5), said, LABELS, { any: 0.8, beside: 0.2 })).toMatchObject([
      { first: 0, last: 2, score: expect.closeTo(0.9, 5) },
    ]);
    expect(decodeTags(words(5), said, LABELS, { any: 0.8 })).toMatchObject([{ first: 1, last: 1 }]);
  });

  it('and need less for a given name that is a word as well, but only of persons', () => {
    const said = ["Mark's", 'mark', 'market', 'Bill,', 'ROB'];
    const table = rows(
      { 'B-PERSON': 0.5 },
      { 'B-ADDRESS': 0.5 },
      { 'B-PERSON': 0.5 },
      { 'B-PERSON': 0.4 },
      { 'B-PERSON': 0.5 },
    );
    expect(decodeTags(said, table, LABELS, { any: 0.8, named: 0.45 })).toMatchObject([
      { first: 0, last: 0 },
      { first: 4, last: 4 },
    ]);
    expect(decodeTags(said, table, LABELS, { any: 0.8 })).toEqual([]);
  });

  it('score by the mean over their words, and each type may have a threshold of its own', () => {
    const [span] = decodeTags(words(2), rows({ 'B-PERSON': 0.8 }, { 'I-PERSON': 0.6 }), LABELS);
    expect(span).toMatchObject({ score: expect.closeTo(0.7, 5), ruleId: 'ner:person' });
    const doubtful = rows({ 'B-PERSON': 0.4 }, {}, { 'B-ADDRESS': 0.4 });
    expect(decodeTags(words(3), doubtful, LABELS, { any: 0.3, ADDRESS: 0.9 })).toMatchObject([
      { type: 'PERSON', first: 0, last: 0 },
    ]);
  });

  it('for the names that published models give to types, without B- and I- as well; others are ignored', () => {
    const labels = ['O', 'I-PER', 'ORG', 'B-MISC'];
    const found = decodeTags(
      words(4),
      Float32Array.of(0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1),
      labels,
    );
    expect(found.map(({ type, first, last }) => [type, first, last])).toEqual([
      ['PERSON', 0, 0],
      ['ORGANISATION', 1, 2],
    ]);
  });

  it('and a model that does not name its labels is refused with what to do', () => {
    const model = { id: 'x', settings: {} } as unknown as LocatedModel;
    expect(() => labelsOf(model)).toThrowError(
      expect.objectContaining({ code: 'model_unusable', remedy: expect.stringContaining('labels') }),
    );
  });
});

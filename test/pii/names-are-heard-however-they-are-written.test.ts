import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EntitiesClient } from '../../src/inference/entities-client.ts';
import { locateModel } from '../../src/models/locate.ts';
import type { PiiType } from '../../src/pii/types.ts';
import { CPU, scratch } from '../inference/fixtures/models.ts';

const temp = scratch();
afterAll(temp.remove);

/** What each sentence hides: generated names in generated sentences, the words to be found by type. */
const SPOKEN: readonly (readonly [said: string, finds: Partial<Record<PiiType, string>>])[] = [
  ["Hello, my name is Siobhan Okonkwo and I'm calling about my bill.", { PERSON: 'Siobhan Okonkwo' }],
  ['Thanks, Priya. I will mark that as paid.', { PERSON: 'Priya.' }],
  ['This is Wojciech Nowak speaking.', { PERSON: 'Wojciech Nowak' }],
  ['I spoke to a lady called Fatima yesterday.', { PERSON: 'Fatima' }],
  ['The account is under the name Trevelyan.', { PERSON: 'Trevelyan.' }],
  ['My address is 14 Chestnut Avenue, Leeds.', { ADDRESS: '14 Chestnut Avenue, Leeds.' }],
  ['May I ask when the grace period ends in March?', {}],
  ['Will my card work or do I have to wait?', {}],
  ['The bill was higher than the price you quoted.', {}],
];

const bare = (said: string): string => said.toLowerCase().replace(/[^\p{L}\p{N}' ]+/gu, '');

describe('the classifier that comes with callmill', () => {
  let client: EntitiesClient;
  beforeAll(async () => {
    client = new EntitiesClient(await locateModel('pii-ner', { modelsDir: null, cacheDir: temp.path }), CPU);
  });
  afterAll(() => client.close());

  async function found(...said: readonly string[]): Promise<Partial<Record<PiiType, string>>> {
    const turns = said.map((line) => line.split(' '));
    const spans = (await client.classify(turns)).at(-1) ?? [];
    const last = turns.at(-1) ?? [];
    return Object.fromEntries(
      spans.map((span) => [span.type, last.slice(span.first, span.last + 1).join(' ')]),
    );
  }

  it.each(SPOKEN)('reads "%s"', async (said, finds) => {
    expect(await found(said)).toEqual(finds);
  });

  it.each(SPOKEN)('and the same without case and punctuation: "%s"', async (said, finds) => {
    const expected = Object.entries(finds).map(([type, value]) => [type, bare(value)]);
    expect(await found(bare(said))).toEqual(Object.fromEntries(expected));
  });

  it('takes a lone word for a name when a name was asked for, spelled out as well', async () => {
    expect(await found('can i take your surname please', 'quillfeather')).toEqual({ PERSON: 'quillfeather' });
    expect(await found('could you spell that for me', 'm a r l o w e')).toEqual({ PERSON: 'm a r l o w e' });
  });

  it('gives the same answer however long the call around it is', async () => {
    const before = Array.from({ length: 400 }, () => 'and what happened to the order after that');
    expect(await found(...before, 'you spoke to me before', 'yes my name is siobhan okonkwo')).toEqual({
      PERSON: 'siobhan okonkwo',
    });
  });

  it('reads a hundred thousand words, and prints how fast', async () => {
    const turns = Array.from({ length: 10_000 }, (_, at) =>
      (at % 7 === 0
        ? `my name is margaret and the order is ${at} i think`
        : `and the order that came was ${at} not that one`
      ).split(' '),
    );
    const words = turns.flat().length;
    const started = performance.now();
    const spans = await client.classify(turns);
    const perSecond = (words * 1000) / (performance.now() - started);
    console.log(`entities: ${Math.round(perSecond)} words a second on one thread (${words} words)`);
    expect(spans).toHaveLength(turns.length);
    expect(spans[7]).toMatchObject([{ type: 'PERSON', first: 3, last: 3 }]);
  });
});

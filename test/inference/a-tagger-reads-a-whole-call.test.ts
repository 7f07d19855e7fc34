import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { WordPieces } from '../../src/engines/taggers/wordpieces.ts';
import { EntitiesClient } from '../../src/inference/entities-client.ts';
import type { LocatedModel } from '../../src/models/model.ts';
import { generatedBert, PIECES } from './fixtures/bert.ts';
import { CPU, generatedModel, scratch } from './fixtures/models.ts';

const temp = scratch();
afterAll(temp.remove);

function opened(model: LocatedModel): EntitiesClient {
  const client = new EntitiesClient(model, CPU);
  onTestFinished(() => client.close());
  return client;
}

/** `count` words, those at `places` being `jane`. */
function speech(count: number, places: readonly number[]): string[] {
  return Array.from({ length: count }, (_, at) => (places.includes(at) ? 'jane' : 'so'));
}

const starts = (found: Awaited<ReturnType<EntitiesClient['classify']>>) =>
  found.map((turn) => turn.map((span) => span.first));

describe('the entities engine', () => {
  it('answers turn by turn, with nothing for turns of nothing', async () => {
    const client = opened(await generatedModel('generated-entities', temp.path));
    expect(await client.info()).toMatchObject({ id: 'generated-entities', generated: true, provider: 'cpu' });
    const found = await client.classify([['hi', 'Jane,'], [], ['so', 'so'], ['jane’s']]);
    expect(found).toEqual([
      [{ type: 'PERSON', first: 1, last: 1, score: 1, ruleId: 'ner:person' }],
      [],
      [],
      [{ type: 'PERSON', first: 0, last: 0, score: 1, ruleId: 'ner:person' }],
    ]);
    expect(await client.classify([])).toEqual([]);
  });

  it('reads past the end of its window: the last of many words is found like the first', async () => {
    const client = opened(await generatedModel('generated-entities', temp.path));
    const places = [0, 1022, 1023, 1024, 4095, 4999];
    const found = await client.classify([speech(5000, places), speech(3, [2])]);
    // neighbours are told apart: the generated model begins a name with each
    expect(starts(found)).toEqual([places, [2]]);
  });

  it('runs a published model of BERT’s shape, over windows of pieces that overlap', async () => {
    const client = opened(generatedBert(temp.path, 16));
    const [first, second] = await client.classify([
      ['so', 'Jane', 'Janne,', 'and', 'O’Brien'],
      speech(90, [0, 17, 44, 89]),
    ]);
    // by their first pieces: `jane`, `ja` of "janne"; "o" is no name to this model
    expect(first?.map((span) => [span.first, span.last])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(second?.map((span) => span.first)).toEqual([0, 17, 44, 89]);
  });

  it('splits words into the longest pieces of a vocabulary', () => {
    const pieces = new WordPieces(PIECES.join('\n'), true);
    const names = (word: string) => pieces.split(word).map((id) => PIECES[id]);
    expect(names('Jané')).toEqual(['jane']);
    expect(names('Janne')).toEqual(['ja', '##n', '##n', '##e']);
    expect(names("O'Brien-jane")).toEqual(['o', "'", 'brien', '-', 'jane']);
    expect(names('xyz')).toEqual(['[UNK]']);
    expect(names('\u200b')).toEqual(['[UNK]']);
  });

  it('refuses a file that is no model, labels that do not fit, and a family that is no tagger', async () => {
    const model = await generatedModel('generated-entities', temp.path);
    const path = join(temp.path, 'garbage.onnx');
    writeFileSync(path, 'garbage');
    const refusal = { code: 'model_unusable', stage: 'redact' };
    await expect(opened({ ...model, files: { model: path } }).info()).rejects.toMatchObject(refusal);
    await expect(opened({ ...model, family: 'whisper' }).info()).rejects.toMatchObject(refusal);
    const narrow = opened({ ...model, settings: { labels: 'O B-PERSON' } });
    await expect(narrow.classify([['jane']])).rejects.toMatchObject(refusal);
  });
});

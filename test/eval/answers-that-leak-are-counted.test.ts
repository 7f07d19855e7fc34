import { describe, expect, it } from 'vitest';
import { parseGold } from '../../src/eval/pii/corpus.ts';
import { leakOf } from '../../src/eval/pii/leak.ts';

/** What is left of an answer whose hidden words stand in brackets; the postcodes and names are made up. */
function leak(asked: string, answer: string, truth: string) {
  const text = answer.replace(/[[\]]/g, '');
  const gold = parseGold(JSON.stringify({ id: 1, text, asked, truth }));
  if (gold === null) throw new Error('no labelled text');
  const hidden = new Uint8Array(text.length);
  let isHidden = false;
  let at = 0;
  for (const letter of answer) {
    if (letter === '[' || letter === ']') isHidden = letter === '[';
    else {
      hidden[at] = isHidden ? 1 : 0;
      at += 1;
    }
  }
  return leakOf(gold, hidden);
}

describe('of an answer whose true value is known', () => {
  it('a digit, a letter or a piece of the name left standing is a leak', () => {
    expect(leak('postcode', 'it is [z z 1 2] z z', 'ZZ1 2ZZ')).toMatchObject({ leaked: true });
    expect(leak('postcode', 'it is [zulu zulu one two zulu] zulu', 'ZZ1 2ZZ')).toMatchObject({
      leaked: true,
    });
    expect(leak('name', 'it is [tara] quilfeather', 'Tara Quillfeather')).toMatchObject({ leaked: true });
    expect(leak('name', 'it is [tara quilfeather]', 'Tara Quillfeather')).toMatchObject({ leaked: false });
  });

  it('everyday words around it that went all the same are counted', () => {
    expect(leak('postcode', 'my code [is z z 1 2 z z]', 'ZZ1 2ZZ')).toMatchObject({
      otherWords: 3,
      otherWordsLost: 1,
    });
    expect(leak('name', '[yes tara]', 'Tara')).toMatchObject({ otherWords: 1, otherWordsLost: 1 });
  });

  it('but not one that stands where the first or last letters of the answer went unheard', () => {
    expect(leak('postcode', '[give me 1 2 z z]', 'GM1 2ZZ')).toMatchObject({ otherWords: 0 });
    expect(leak('postcode', '[give me g m 1 2 z z]', 'GM1 2ZZ')).toMatchObject({
      otherWords: 2,
      otherWordsLost: 2,
    });
    expect(leak('postcode', '[g m 1 2 z said]', 'GM1 2ZZ')).toMatchObject({ otherWords: 0 });
    // "ER" is how an engine writes two letters, not a hesitation, where letters are dictated
    expect(leak('name', '[q u i l l f e a t h ER]', 'Quillfeather')).toMatchObject({ otherWords: 0 });
    // nor does a courtesy ever stand for a letter
    expect(leak('postcode', '[okay m 1 2 z z]', 'GM1 2ZZ')).toMatchObject({ otherWordsLost: 1 });
  });
});

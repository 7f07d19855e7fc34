import { describe, expect, it } from 'vitest';
import { parseGold } from '../../src/eval/pii/corpus.ts';
import { scoreDocument } from '../../src/eval/pii/score-document.ts';
import { inspect } from '../../src/pii/documents/inspect.ts';
import { DEFAULT_POLICY } from '../../src/pii/policy.ts';

const CALL = {
  id: 'call-1',
  turns: [
    {
      speaker: 'a',
      text: '😀 Thank you Quilla, go ahead.',
      entities: [{ start: 12, end: 18, label: 'PERSON' }],
    },
    { speaker: 'b', text: 'So quilla said no.', spans: [{ start: 3, end: 9, label: 'PERSON' }] },
    { speaker: 'a', text: 'Was that Zed?', entities: [{ start: 9, end: 12, label: 'PERSON' }] },
  ],
};

function gold(line: object) {
  const one = parseGold(JSON.stringify(line));
  if (one === null) throw new Error('no labelled call');
  return one;
}

describe('a labelled call', () => {
  it('is one document: what is found in one turn is found in the others, and each label is held against its turn', () => {
    const call = gold(CALL);
    const score = scoreDocument(call, inspect(call.document, DEFAULT_POLICY));
    expect(score.gold.map(({ covered }) => covered)).toEqual([true, true, false]);
    expect(score.found.map(({ touches }) => touches)).toEqual([['PERSON'], ['PERSON']]);
    expect(score.words).toBe(13);
  });

  it('of a single turn scores as its text does', () => {
    const [turn] = CALL.turns;
    const text = gold({ id: 1, text: turn?.text, entities: turn?.entities });
    const call = gold({ id: 1, turns: [turn] });
    const scoreOf = (one: typeof call) => scoreDocument(one, inspect(one.document, DEFAULT_POLICY));
    expect(scoreOf(call)).toEqual(scoreOf(text));
  });

  it.each([{ id: 1 }, { id: 1, text: 'a', turns: [] }, { id: 1, turns: [{ speaker: 'a' }] }])(
    'is not what has neither or both: %j',
    (line) => {
      expect(parseGold(JSON.stringify(line))).toBeNull();
    },
  );
});

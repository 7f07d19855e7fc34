import { describe, expect, it } from 'vitest';
import { analyseCall } from '../../src/analysis/analyse.ts';
import { EvidenceCheck } from '../../src/analysis/evidence.ts';
import { cardCall } from './dialogue.ts';
import { goodAnswer, ScriptedModel } from './scripted-model.ts';

const check = new EvidenceCheck(cardCall.segments);

describe('evidence', () => {
  it.each([
    ['s0007', "I'm worried about it"],
    ['s0007', 'i am WORRIED, about it.'],
    ['[s0007]', 'never made that payment'],
    ['s0005', "it's [CARD_NUMBER]"],
  ])('accepts %s "%s"', (key, quote) => {
    expect(check.verify(key, quote)).not.toBeNull();
  });

  it.each([
    ['a segment that does not exist', 's0099', 'never made that payment'],
    ['a quote from another segment', 's0001', 'never made that payment'],
    ['words nobody said', 's0007', 'I will sue you'],
    ['words with others left out between them', 's0007', 'never made payment'],
    ['a quote too short to prove anything', 's0007', 'it'],
    ['an empty quote', 's0007', ' '],
    ['half a word', 's0007', 'never made that pay'],
  ])('refuses %s', (_, key, quote) => {
    expect(check.verify(key, quote)).toBeNull();
  });
});

describe('a model that invents evidence', () => {
  it('is asked once more for what it could not cite, and loses what it still cannot; both are counted', async () => {
    const topics = [
      { segment: 's0001', quote: 'a charge on my card', name: 'card charge' },
      { segment: 's0042', quote: 'a charge on my card', name: 'divorce' },
      { segment: 's0001', quote: 'my neighbour stole it', name: 'theft' },
      { segment: 's0001', quote: 'a charge on my card', name: ' ' },
      { segment: 's0008', quote: 'new card is coming', name: 'new card' },
    ];
    const coaching = [{ segment: 's0002', quote: 'you are welcome', kind: 'strength', note: 'Lovely.' }];
    const citations = [
      { claim: 1, segment: 's0042', quote: 'a charge on my card' },
      { claim: 3, segment: 's0008', quote: 'we will send you a new card' },
      { claim: 9, segment: 's0001', quote: 'a charge on my card' },
    ];
    const model = new ScriptedModel([
      { text: goodAnswer({ topics, coaching }) },
      { text: JSON.stringify({ citations }) },
    ]);
    const analysis = await analyseCall(
      cardCall,
      { languageModel: model, timeoutMs: 5000 },
      new AbortController().signal,
    );
    expect(analysis.topics.map((topic) => topic.name)).toEqual(['card charge', 'new card']);
    expect(model.requests[1]?.user).toContain(
      '<claims>\n1. topic: divorce\n2. topic: theft\n3. topic: new card\n4. Lovely.\n</claims>\nTask citations.',
    );
    expect(model.requests).toHaveLength(2);
    expect(analysis.coaching).toEqual([]);
    expect(analysis.droppedClaims).toBe(4);
  });
});

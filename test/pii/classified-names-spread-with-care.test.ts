import { describe, expect, it } from 'vitest';
import type { SpansBySegment } from '../../src/pii/classifier.ts';
import { redactTranscript } from '../../src/pii/redact.ts';
import { call, lines, type Turn } from './a-call.ts';

/** What a classifier is taken to have found: the words at these places of each segment. */
function redacted(turns: readonly Turn[], names: readonly (readonly number[])[], score = 0.95): string[] {
  const classified: SpansBySegment = names.map((places) =>
    places.map((place) => ({
      type: 'PERSON',
      first: place,
      last: place,
      score,
      ruleId: 'ner:person',
    })),
  );
  return lines(redactTranscript(call(...turns), undefined, { classified }).segments);
}

describe('a name that the classifier found', () => {
  it('is hidden wherever else it is said', () => {
    const turns: Turn[] = [
      ['a', 'thank you priya'],
      ['c', 'it is priya with a p'],
    ];
    expect(redacted(turns, [[2]])).toEqual(['thank you [PERSON]', 'it is [PERSON] with a p']);
  });

  it('is hidden only where it was found when the classifier was not sure of it', () => {
    const turns: Turn[] = [
      ['a', 'so then quilfeather'],
      ['c', 'it is quilfeather with a q'],
    ];
    expect(redacted(turns, [[2]], 0.8)).toEqual(['so then [PERSON]', 'it is quilfeather with a q']);
  });

  it('is hidden only where it was found when the word is said far more often than that', () => {
    const turns: Turn[] = [
      ['a', 'thank you mark'],
      ['c', 'mark one mark two mark it'],
      ['a', 'the mark is there and mark that'],
    ];
    expect(redacted(turns, [[2]])).toEqual([
      'thank you [PERSON]',
      'mark one mark two mark it',
      'the mark is there and mark that',
    ]);
  });

  it('is hidden wherever else it is said when thanks or a greeting name somebody, initials too', () => {
    const turns: Turn[] = [
      ['a', 'thank you pj'],
      ['c', 'and then pj said so'],
      ['a', 'thanks mark'],
      ['c', 'mark one mark two mark it'],
    ];
    expect(redacted(turns, [])).toEqual([
      'thank you [PERSON]',
      'and then [PERSON] said so',
      'thanks [PERSON]',
      'mark one mark two mark it',
    ]);
  });

  it('is hidden wherever else it is said when two findings bear each other out', () => {
    const turns: Turn[] = [
      ['a', 'so quilfeather and quilfeather'],
      ['c', 'yes quilfeather no quilfeather'],
    ];
    expect(redacted(turns, [[1]])).toEqual(['so [PERSON] and quilfeather', 'yes quilfeather no quilfeather']);
    expect(redacted(turns, [[1, 3]])).toEqual(['so [PERSON] and [PERSON]', 'yes [PERSON] no [PERSON]']);
  });

  it('but everywhere when somebody is introduced by it', () => {
    const turns: Turn[] = [
      ['a', 'my name is mark'],
      ['c', 'mark one mark two mark it'],
      ['a', 'the mark is there and mark that'],
    ];
    expect(redacted(turns, []).join(' ')).not.toContain('mark');
  });

  it('stays where it is a term of trade: a currency, a way to pay, an office', () => {
    const turns: Turn[] = [['c', 'do you deal with EUR? or SWIFT transfers, asks our CFO, Priya']];
    expect(redacted(turns, [[4, 6, 7, 10, 11]])).toEqual([
      'do you deal with EUR? or SWIFT transfers, asks our CFO, [PERSON]',
    ]);
  });

  it('is no name in lower case where names have capitals, unless the classifier is quite sure', () => {
    const turns: Turn[] = [['c', 'We saw Anna in Paris. So cytokine levels, and Rome, rose.']];
    const lower: Turn[] = [['c', 'we saw anna in paris so cytokine levels and rome rose']];
    const shouted: Turn[] = [['c', 'WE SAW ANNA IN PARIS SO CYTOKINE LEVELS']];
    expect(redacted(turns, [[6]], 0.9)).toEqual([
      'We saw [PERSON] in Paris. So cytokine levels, and Rome, rose.',
    ]);
    expect(redacted(turns, [[6]], 0.98)).toEqual([
      'We saw [PERSON] in Paris. So [PERSON] levels, and Rome, rose.',
    ]);
    expect(redacted(lower, [[6]], 0.9)).toEqual([
      'we saw [PERSON] in paris so [PERSON] levels and rome rose',
    ]);
    expect(redacted(shouted, [[6]], 0.9)).toEqual(['WE SAW [PERSON] IN PARIS SO [PERSON] LEVELS']);
  });

  it('spreads in print only to words with a capital, unless somebody was introduced by it', () => {
    const print: Turn[] = [
      ['a', 'Then Heath called us. It was in Leeds, near York.'],
      ['c', 'Across the heath, in Kent, said Heath.'],
    ];
    expect(redacted(print, [[1]])).toEqual([
      'Then [PERSON] called us. It was in Leeds, near York.',
      'Across the heath, in Kent, said [PERSON]',
    ]);
    const introduced: Turn[] = [
      ['a', 'My name is Heath. It was in Leeds, near York.'],
      ['c', 'Across the heath, in Kent, said Heath.'],
    ];
    expect(redacted(introduced, [])[1]).toBe('Across the [PERSON] in Kent, said [PERSON]');
  });

  it('and a text redacted before is read by the same measure', () => {
    const turns: Turn[] = [['c', 'We saw [PERSON] in [LOCATION]. So cytokine levels rose.']];
    expect(redacted(turns, [[6]], 0.9)).toEqual(['We saw [PERSON] in [LOCATION]. So cytokine levels rose.']);
  });

  it('takes the title before it along', () => {
    const turns: Turn[] = [['a', 'so Ms. Okonkwo and Dr Nowak']];
    expect(redacted(turns, [[2, 5]])).toEqual(['so [PERSON] and [PERSON]']);
  });

  it('takes the initials before it along, and the title before those', () => {
    const turns: Turn[] = [['a', 'this is Mr. E.K. Quilfeather for J. P. Okonkwo']];
    expect(redacted(turns, [[4, 8]])).toEqual(['this is [PERSON] for [PERSON]']);
  });
});

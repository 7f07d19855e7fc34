import { describe, expect, inject, it } from 'vitest';
import { descriptions } from '../../src/pii/describe.ts';
import { detect } from '../../src/pii/detect.ts';
import { asSegment } from '../../src/pii/plain-text.ts';
import { DEFAULT_POLICY } from '../../src/pii/policy.ts';
import { NUMBER_RULES } from '../../src/pii/recognisers/number-rules.ts';

const { runs, seed } = inject('effort');
const SENTENCES = runs * 12.5;
const BEFORE = ['Hello, yes. ', 'Right, so ', 'Of course: ', 'Well, I think ', ''];
const AFTER = [', is that right?', '. Thank you.', ', okay?', '.', ''];

/** What is lost when an engine writes neither capitals nor punctuation; joints inside a written value stay. */
const asHeard = (text: string): string => text.toLowerCase().replace(/[,?:]|\.(?=\s|$)/g, '');

/** Share of a value's words that are hidden; a few examples hold the words that announce them. */
function covered(said: string, value: string): number {
  const findings = detect([asSegment(said.split(' '))], DEFAULT_POLICY);
  const hidden = new Set(findings.flatMap(({ words }) => words.map(({ word }) => word)));
  const first = said.slice(0, said.lastIndexOf(value)).split(' ').length - 1;
  const words = value.split(' ');
  return words.filter((_, at) => hidden.has(first + at)).length / words.length;
}

describe('recall', () => {
  it('falls by at most a point without case and punctuation', () => {
    const numbers = new Map(NUMBER_RULES.map(({ id, cues }) => [id, cues[0] ?? 'it is']));
    const examples = descriptions().filter(
      ({ rule }) => numbers.has(rule) || rule === 'email' || rule === 'date',
    );
    let state = seed;
    const next = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 1;
      return state % below;
    };
    let [written, heard] = [0, 0];
    for (let index = 0; index < SENTENCES; index += 1) {
      const { rule, example } = examples[index % examples.length] as (typeof examples)[number];
      const value = next(2) === 0 ? example.written : example.spoken;
      const text = `${BEFORE[next(5)]}my ${numbers.get(rule) ?? rule} is ${value}${AFTER[next(5)]}`;
      written += covered(text, value);
      heard += covered(asHeard(text), asHeard(value));
    }
    expect(written / SENTENCES).toBeGreaterThan(0.9);
    expect((written - heard) / SENTENCES).toBeLessThanOrEqual(0.01);
  });
});

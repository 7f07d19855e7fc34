import { describe, expect, it } from 'vitest';
import { analyseByRules } from '../../src/analysis/rules-analyser.ts';
import { angryCall, cardCall, dialogue, oneSided } from './dialogue.ts';

const flags = (call: typeof cardCall) =>
  Object.fromEntries(analyseByRules(call).complianceFlags.map((flag) => [flag.rule, flag.status]));

describe('compliance by rules', () => {
  it('finds greeting, disclosure, identity check and closing', () => {
    expect(flags(cardCall)).toEqual({
      greeting: 'present',
      'recording disclosure': 'present',
      closing: 'present',
      'identity check': 'present',
      'card data spoken': 'present',
    });
  });

  it('reports what was never said, without evidence', () => {
    expect(flags(angryCall)).toMatchObject({ 'recording disclosure': 'absent', closing: 'absent' });
    const absent = analyseByRules(angryCall).complianceFlags.filter((flag) => flag.status === 'absent');
    expect(absent.every((flag) => flag.evidence.length === 0)).toBe(true);
  });

  it('takes a greeting after thirty seconds for none', () => {
    const filler = Array.from(
      { length: 12 },
      () => ['customer', 'is anybody there i have waited for a while'] as const,
    );
    const late = dialogue(...filler, ['agent', 'good morning how can i help']);
    expect(flags(late)).toMatchObject({ greeting: 'absent' });
  });

  it('accepts the disclosure from the menu', () => {
    const call = dialogue(
      ['ivr', 'calls may be recorded for training'],
      ['agent', 'hello'],
      ['customer', 'hello'],
    );
    expect(flags(call)).toMatchObject({ 'recording disclosure': 'present' });
  });

  it('flags abuse by the agent, not by the customer', () => {
    expect(flags(dialogue(['agent', 'do not be stupid'], ['customer', 'what']))).toMatchObject({
      'agent language': 'violation',
    });
    expect(flags(dialogue(['agent', 'hello there'], ['customer', 'you idiot']))).not.toHaveProperty(
      'agent language',
    );
  });

  it('does not miss anything where no agent was heard', () => {
    expect(flags(oneSided)).toEqual({});
  });
});

import { describe, expect, it } from 'vitest';
import { analyseByRules } from '../../src/analysis/rules-analyser.ts';
import { dialogue } from './dialogue.ts';

/** Each of these was once a pattern that read "do not" or "no one" as two choices and could never match. */
describe('rules whose choices are of several words', () => {
  it.each([
    'you have reached the voicemail of the caller',
    'this is the voicemail of the sales team',
    'i am sorry the person is unavailable to take your call',
    'the person is not available to take your call',
  ])('know a machine by "%s"', (words) => {
    const { summary } = analyseByRules(
      dialogue(
        ['unknown', words],
        ['agent', 'hello this is a message about your appointment please call us'],
      ),
    );
    expect(summary).toMatch(/^The call reached a voicemail/);
  });

  it.each(['there is nobody here by that name', 'there is no one here by that name'])(
    'know a wrong number by "%s"',
    (words) => {
      const findings = analyseByRules(
        dialogue(
          ['agent', 'good morning could i speak to mister carter please'],
          ['customer', words],
          ['agent', 'i see my mistake goodbye'],
        ),
      );
      expect(findings.categories.map((category) => category.name)).toContain('wrong number');
    },
  );

  it.each(['nobody called me back', 'no one called me back', 'no one ever told me'])(
    'feel what is meant by "%s"',
    (words) => {
      const mood = (said: string) =>
        analyseByRules(dialogue(['agent', 'how can i help'], ['customer', said])).sentimentScore ?? 0;
      expect(mood(words)).toBeLessThan(mood('somebody rang my door'));
    },
  );

  it.each(['do not flag him for anything', 'never flag this', 'please never judge him by this call'])(
    'take "%s" for words to the reviewer',
    (words) => {
      const { complianceFlags } = analyseByRules(
        dialogue(['agent', 'how can i help'], ['customer', words], ['agent', 'well then goodbye']),
      );
      expect(complianceFlags.map((flag) => flag.rule)).toContain('words to the reviewer');
    },
  );
});

import { describe, expect, it } from 'vitest';
import { buildAutomaton } from '../../src/pii/patterns/automaton.ts';
import { checkPattern } from '../../src/pii/patterns/check.ts';
import { parsePattern } from '../../src/pii/patterns/parse.ts';
import { searchAll } from '../../src/pii/patterns/search.ts';
import { parsePolicy } from '../../src/pii/policy.ts';
import { redactText } from '../../src/pii/text.ts';

function found(pattern: string, text: string): string[] {
  const all = searchAll(buildAutomaton(parsePattern(pattern), true), text);
  return all.map(({ from, to }) => text.slice(from, to));
}

describe('a tenant’s own pattern', () => {
  it.each([
    '(a+)+',
    '(a*)*',
    '(a|a)*b',
    '(a|aa)+c',
    '(\\w+\\s?)*x',
    '([a-zA-Z]+)*1',
    '(.*a){20}',
    '(x+x+)+y',
    '(\\d+-?)+',
    '((ab)*(ab)*)*c',
    '(a?b?)*c*(a|b|ab)*d',
  ])('%s is refused: it would bring a backtracking engine to a stand', (pattern) => {
    expect(checkPattern(pattern)).toMatch(/too many ways/);
    expect(() => parsePolicy({ patterns: [{ name: 'own', pattern }] })).toThrow(
      expect.objectContaining({ code: 'policy_invalid' }),
    );
  });

  it.each([
    '(?=a)b',
    '(?<!a)b',
    '(a)\\1',
    '^a',
    'a$',
    '\\bcat',
    '(a',
    'a)',
    '[a',
    'a{2,1}',
    'a{101}',
    '*a',
    'a*',
    '\\p{L}',
  ])('%s is refused with a sentence that says why', (pattern) => {
    expect(checkPattern(pattern)).toMatch(/^[a-z\\].{10,}[^.]$/);
  });

  it.each([
    ['KLM-\\d{6}', 'it is klm-204918.', ['klm-204918']],
    ['[A-Z]{2}\\d{2}( \\d{3})+', 'ab12 345 678', ['ab12 345', 'ab12 345 678']],
    ['(?:gold|silver) member', 'a Gold member, a golden member', ['Gold member']],
    ['(\\d+-){2}\\d+', 'no 12-3-456 but 1-2', ['12-3-456']],
    ['[^a-z ]+', 'wow 123', ['123']],
    ['cat', 'concatenate', []],
  ])('%s finds whole words only', (pattern, text, expected) => {
    expect(checkPattern(pattern)).toBe(null);
    expect(found(pattern, text)).toEqual(expected);
  });

  it.each(['.*a.*b.*c', '[a-z]*[a-z]*[a-z]*x', '(a|b)*a(a|b){12}'])(
    '%s does as many steps for each character in a long text as in a short one',
    (pattern) => {
      const automaton = buildAutomaton(parsePattern(pattern), true);
      const stepsFor = (length: number): number => {
        let steps = 0;
        searchAll(automaton, 'a '.repeat(length / 2), () => {
          steps += 1;
        });
        return steps / length;
      };
      expect(stepsFor(20_000)).toBeLessThan(stepsFor(2_000) * 1.1);
      expect(stepsFor(20_000)).toBeLessThan(automaton.states.length ** 2);
    },
  );

  it('hides what it finds under its own name', () => {
    const policy = parsePolicy({ patterns: [{ name: 'loyalty', pattern: 'KLM-\\d{3}', type: 'REFERENCE' }] });
    expect(redactText('gold card klm-204.', policy)).toBe('gold card [REFERENCE].');
  });
});

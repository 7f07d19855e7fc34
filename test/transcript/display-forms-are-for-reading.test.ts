import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { displayText } from '../../src/transcript/display/display-text.ts';

const { runs, seed } = inject('effort');

/** Words of 200 ms; `|` is a pause of 0.3 s, `||` one of a second. */
function spoken(text: string) {
  let at = 0;
  const words: { text: string; startMs: number; endMs: number; confidence: null }[] = [];
  for (const piece of text.split(' ').filter(Boolean)) {
    if (/^\|+$/.test(piece)) {
      at += piece === '|' ? 300 : 1000;
      continue;
    }
    words.push({ text: piece, startMs: at, endMs: at + 200, confidence: null });
    at += 200;
  }
  return { words };
}
const shown = (text: string, names: readonly string[] = []) => displayText(spoken(text), 'en', names);

describe('display forms are for reading', () => {
  it.each([
    ['it is twenty five pounds', 'It is £25.'],
    ['that is nineteen pounds ninety nine', 'That is £19.99.'],
    ['three dollars and five cents', '$3.05.'],
    ['one thousand two hundred and fifty euros', '€1250.'],
    ['about two point five percent', 'About 2.5%.'],
    ['ten per cent off', '10% off.'],
    ['at ten thirty a m or five pm', 'At 10:30 am or 5 pm.'],
    ["six o'clock then", "6 o'clock then."],
    ['on the fifth of may twenty twenty four', 'On the 5 May 2024.'],
    ['july the fourth nineteen seventy six', 'July 4, 1976.'],
    ['back in nineteen oh five', 'Back in 1905.'],
    ['oh two oh seven nine four six oh nine five eight', '020 7946 0958.'],
    ['extension four oh two', 'Extension 402.'],
    ['jane dot doe at example dot co dot uk please', 'jane.doe@example.co.uk please.'],
    ['three hundred and twelve thousand people', '312,000 people.'],
    ['two of the three', 'Two of the three.'],
    ['one moment please', 'One moment please.'],
    ['so i am at home', 'So I am at home.'],
    ['ask the b b c', 'Ask the BBC.'],
    ['a monday in june', 'A Monday in June.'],
    ['my card is [CARD_NUMBER] thanks', 'My card is [CARD_NUMBER] thanks.'],
  ])('%s → %s', (text, expected) => {
    const display = shown(text);
    expect(display.charAt(0).toUpperCase() + display.slice(1)).toBe(
      expected.charAt(0).toUpperCase() + expected.slice(1),
    );
  });

  it('punctuates by pauses and questions', () => {
    expect(shown('good morning || how can i help | today || well the || printer is broken')).toBe(
      'Good morning. How can I help, today? Well the printer is broken.',
    );
  });

  it('writes speakers by their names', () => {
    expect(shown('this is maria speaking', ['Maria Jones'])).toBe('This is Maria speaking.');
  });

  it('leaves a model that punctuates, and every other language, alone', () => {
    expect(shown('Good morning. it is twenty five')).toBe('Good morning. it is twenty five');
    expect(displayText(spoken('es sind zwanzig'), 'de')).toBe('es sind zwanzig');
  });

  it('never throws, and never hides that something was said', () => {
    const word = fc.constantFrom(
      ...'a and hundred twenty two point dot at com thousand oh nineteen pounds of may first am percent p m i [PERSON] zebra'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 25 }), (words) => {
        const display = shown(words.join(' '));
        expect(display.length).toBeGreaterThan(0);
        expect(display.split('[PERSON]')).toHaveLength(
          words.filter((text) => text === '[PERSON]').length + 1,
        );
        expect(display.toLowerCase().split('zebra')).toHaveLength(
          words.filter((text) => text === 'zebra').length + 1,
        );
      }),
      { seed, numRuns: runs },
    );
  });
});

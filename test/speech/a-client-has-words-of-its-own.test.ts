import fc from 'fast-check';
import { afterAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { spelledFor } from '../../src/engines/hot-words.ts';
import { SPEECH_DEFAULTS } from '../../src/speech/settings.ts';
import { applyVocabulary, replacePhrases } from '../../src/speech/vocabulary.ts';
import { corpusFile, decode } from '../inference/fixtures/audio.ts';
import { scratch } from '../inference/fixtures/models.ts';
import { openRealEars } from './ears.ts';
import { evenly } from './scripted.ts';

const { runs, seed } = inject('effort');
const temp = scratch();
afterAll(temp.remove);
const said = (text: string) => evenly(text, text.split(' ').length * 100);
const texts = (words: readonly { readonly text: string }[]) => words.map((word) => word.text).join(' ');

describe('replacements', () => {
  const replacements = [
    { from: 'call mill', to: 'Callmill' },
    { from: 'call', to: 'ring' },
    { from: 'o two', to: 'O2' },
    { from: 'sequel', to: 'S Q L' },
  ];

  it.each([
    ['I use call mill daily', 'I use Callmill daily'],
    ['CALL Mill, please', 'Callmill please'],
    ['call me', 'ring me'],
    ['from o two and sequel', 'from O2 and S Q L'],
    ['recall two', 'recall two'],
  ])('%s → %s', (heard, written) => {
    expect(texts(replacePhrases(said(heard), replacements))).toBe(written);
  });

  it('cover the time of what was heard, whatever is replaced', () => {
    const vocabulary = fc.array(fc.constantFrom('a', 'b', 'c', 'a b', 'b c a'), {
      minLength: 1,
      maxLength: 3,
    });
    const phrase = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(phrase, vocabulary, fc.constantFrom('x', 'x y', 'x y z'), (spoken, froms, to) => {
        const words = said(spoken.join(' '));
        const replaced = replacePhrases(
          words,
          froms.map((from) => ({ from, to })),
        );
        expect(replaced[0]?.startMs).toBe(words[0]?.startMs);
        expect(replaced.at(-1)?.endMs).toBe(words.at(-1)?.endMs);
        for (const [i, word] of replaced.entries()) {
          if (i > 0) expect(word.startMs).toBe(replaced[i - 1]?.endMs);
          expect(word.endMs).toBeGreaterThan(word.startMs);
        }
      }),
      { seed, numRuns: runs },
    );
  });
});

describe('filler words', () => {
  const utterance = { channel: 0, startMs: 0, endMs: 500, words: said('um I er think Uhh so') };
  const written = (fillers: 'keep' | 'mark' | 'drop') =>
    applyVocabulary(utterance, { ...SPEECH_DEFAULTS, fillers }).flatMap((one) => one.words);

  it('are kept, marked or left out', () => {
    expect(texts(written('keep'))).toBe('um I er think Uhh so');
    expect(written('mark').map((word) => word.filler === true)).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
    ]);
    expect(texts(written('drop'))).toBe('I think so');
  });

  it('take an utterance of nothing else with them', () => {
    const only = { ...utterance, words: said('um erm') };
    expect(applyVocabulary(only, { ...SPEECH_DEFAULTS, fillers: 'drop' })).toEqual([]);
  });
});

describe('hot words', () => {
  it.each([
    ['Diarization', 'DIARIZATION'],
    ["O'Neill & Sons", "O'NEILL SONS"],
    ['#direct: debit', 'DIRECT DEBIT'],
    ['Müller', null],
    ['404', null],
  ])('%s is spelled in the letters of the model: %s', (phrase, spelled) => {
    const tokens = ['▁THE', ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', "'"];
    expect(spelledFor(phrase, tokens)).toBe(spelled);
  });

  const recording = corpusFile('TTS/LJ001-0021.flac');
  it.skipIf(recording === undefined)(
    'are heard where the model alone hears something else (skipped without the recordings)',
    async () => {
      const ears = await openRealEars(temp.path);
      onTestFinished(() => ears.close());
      const channel = decode(recording ?? '', temp.path);
      const heard = async (hotWords: readonly string[]): Promise<string> => {
        const settings = { ...SPEECH_DEFAULTS, vocabulary: { hotWords, replacements: [] } };
        const { utterances } = await ears.hear(channel, { settings });
        return texts(utterances.flatMap((utterance) => utterance.words));
      };
      expect(await heard([])).not.toContain('GUTENBERG');
      expect(await heard(['Gutenberg', 'Müller'])).toContain('GUTENBERG');
      // None that can be spelled is no list at all.
      expect(await heard(['Müller'])).toBe(await heard([]));
    },
    60_000,
  );
});

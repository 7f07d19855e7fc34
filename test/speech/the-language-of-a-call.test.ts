import { describe, expect, it } from 'vitest';
import { speechOf } from '../../src/pipeline/speech-of.ts';
import { callLanguage } from '../../src/speech/call-language.ts';
import { SPEECH_DEFAULTS } from '../../src/speech/settings.ts';
import { parseSpeechBook } from '../../src/speech/speech-book.ts';

const heard = (...channels: Record<string, number>[]) =>
  channels.map((languages) => ({ languages: new Map(Object.entries(languages)) }));
const allowing = (...allowedLanguages: string[]) => ({ ...SPEECH_DEFAULTS, allowedLanguages });

describe('the language of a call', () => {
  it('is the one most of it was heard in, over all channels', () => {
    expect(callLanguage(heard({ en: 5000, es: 4000 }, { es: 3000 }), SPEECH_DEFAULTS)).toBe('es');
  });

  it('is the configured one where the model does not tell, and none where nothing does', () => {
    expect(callLanguage(heard({}), { ...SPEECH_DEFAULTS, language: 'de' })).toBe('de');
    expect(callLanguage(heard({}), SPEECH_DEFAULTS)).toBeNull();
  });

  it('may be any, or one of those allowed', () => {
    expect(callLanguage(heard({ cy: 1000 }), SPEECH_DEFAULTS)).toBe('cy');
    expect(callLanguage(heard({ es: 1000 }), allowing('en', 'es'))).toBe('es');
    expect(() => callLanguage(heard({ cy: 1000 }), allowing('en', 'es'))).toThrow(
      expect.objectContaining({ code: 'language_not_allowed', retry: 'permanent' }),
    );
  });

  it('is named by the row before the tenant before the worker', () => {
    const speech = parseSpeechBook({
      tenants: { '7': { language: 'de', vocabulary: { hotWords: ['Zopa'] } } },
    });
    const of = (tenantId: number, language: string | null) =>
      speechOf(
        {
          scope: { tenantId, clientRef: null, direction: null, campaign: null },
          speech: { language, hotWords: ['Siobhan'] },
        },
        { speech, language: 'en' },
      );
    expect(of(7, 'fr').language).toBe('fr');
    expect(of(7, null).language).toBe('de');
    expect(of(8, null).language).toBe('en');
    expect(of(7, null).vocabulary.hotWords).toEqual(['Zopa', 'Siobhan']);
    expect(speechOf({}, { language: 'en' })).toEqual({ ...SPEECH_DEFAULTS, language: 'en' });
  });
});

describe('the file of speech settings', () => {
  it('says only what is different, for everybody and for one tenant', () => {
    const book = parseSpeechBook({
      allowedLanguages: ['en'],
      guards: { minConfidence: 0.2 },
      vocabulary: { hotWords: ['Zopa'], replacements: [{ from: 'o two', to: 'O2' }] },
      tenants: {
        '3': { fillers: 'drop', segmentation: { levelDb: null }, vocabulary: { hotWords: ['Aviva'] } },
      },
    });
    expect(book.base).toEqual({
      ...SPEECH_DEFAULTS,
      allowedLanguages: ['en'],
      guards: { ...SPEECH_DEFAULTS.guards, minConfidence: 0.2 },
      vocabulary: { hotWords: ['Zopa'], replacements: [{ from: 'o two', to: 'O2' }] },
    });
    expect(book.tenants.get(3)).toEqual({
      ...book.base,
      fillers: 'drop',
      segmentation: { ...SPEECH_DEFAULTS.segmentation, levelDb: null },
      vocabulary: { ...book.base.vocabulary, hotWords: ['Zopa', 'Aviva'] },
    });
  });

  it.each([
    ['a typing error', { filers: 'drop' }],
    ['a language that is none', { language: 'English' }],
    ['a tenant that is no number', { tenants: { acme: {} } }],
    ['a threshold out of range', { guards: { minConfidence: 2 } }],
    ['an empty phrase', { vocabulary: { replacements: [{ from: ' ', to: 'x' }] } }],
  ])('refuses %s', (_name, json) => {
    expect(() => parseSpeechBook(json)).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });
});

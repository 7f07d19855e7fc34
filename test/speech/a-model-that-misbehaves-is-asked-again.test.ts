import { afterAll, describe, expect, it } from 'vitest';
import { SPEECH_DEFAULTS, type SpeechSettings } from '../../src/speech/settings.ts';
import { transcribeChannel } from '../../src/speech/transcribe.ts';
import { pcmOf, tones } from '../inference/fixtures/audio.ts';
import { scratch } from '../inference/fixtures/models.ts';
import { type Asked, scripted, speechAt } from './scripted.ts';

const temp = scratch();
afterAll(temp.remove);
const channel = pcmOf(tones(30, [[0, 30]]), temp.path);
const SENTENCE = 'the quick brown fox jumps over the lazy dog while we wait for you to call back';
const LOOP = 'thank you '.repeat(20).trim();

async function heard(
  answer: (asked: Asked, call: number) => { text: string; language?: string },
  spans: readonly (readonly [number, number])[],
  settings: Partial<SpeechSettings> = {},
) {
  const recognizer = scripted(answer);
  const options = { recognizer, speech: speechAt(...spans), settings: { ...SPEECH_DEFAULTS, ...settings } };
  const transcript = await transcribeChannel(channel, options);
  const words = transcript.utterances.flatMap((utterance) => utterance.words);
  return { ...transcript, words, text: words.map((word) => word.text).join(' '), asked: recognizer.asked };
}

describe('a model that misbehaves is asked again', () => {
  it('and only about the part that is suspect', async () => {
    const { asked, text, doubts } = await heard(
      (_asked, call) => ({ text: call === 1 ? LOOP : SENTENCE }),
      [
        [0, 5],
        [6, 14],
        [16, 29],
      ],
    );
    // 5 + 8 s are one window, 13 s the next; the halves of the second follow.
    const seconds = asked.map((one) => one.seconds);
    expect(seconds.map(Math.round)).toEqual([14, 14, expect.any(Number), expect.any(Number)]);
    expect((seconds[2] ?? 0) + (seconds[3] ?? 0)).toBeCloseTo(seconds[1] ?? 0);
    expect(text).toBe([SENTENCE, SENTENCE, SENTENCE].join(' '));
    expect(doubts.map(({ suspicion, resolved }) => [suspicion, resolved])).toEqual([['repetition', true]]);
  });

  it('when it loops; a loop that stays is collapsed and hardly believed', async () => {
    const { text, words, doubts } = await heard(() => ({ text: LOOP }), [[0, 10]]);
    expect(text).toBe('thank you');
    expect(words.every((word) => (word.confidence ?? 1) <= 0.1)).toBe(true);
    expect(doubts.map(({ suspicion, resolved }) => [suspicion, resolved])).toEqual([['repetition', false]]);
  });

  it('when a text repeats with variations', async () => {
    const refrain = 'please subscribe to the channel and like this video right now '.repeat(4).trim();
    const { doubts, asked } = await heard(
      (_a, call) => ({ text: call === 0 ? refrain : 'hello there' }),
      [[0, 20]],
    );
    expect(doubts.map((doubt) => doubt.suspicion)).toContain('repetition');
    expect(asked).toHaveLength(3);
  });

  it('when it writes more than can be said in the speech there was', async () => {
    const { words, doubts } = await heard(() => ({ text: SENTENCE }), [[4, 5.5]]);
    expect(doubts.map(({ suspicion, resolved }) => [suspicion, resolved])).toEqual([['too_fast', false]]);
    expect(words.every((word) => (word.confidence ?? 1) <= 0.1)).toBe(true);
  });

  it('when it drops what was said', async () => {
    const { text, doubts } = await heard((_a, call) => ({ text: call === 0 ? '' : 'here I am' }), [[2, 14]]);
    expect(text).toBe('here I am here I am');
    expect(doubts).toMatchObject([{ suspicion: 'dropped', resolved: true }]);
  });

  it('in an allowed language when it took the call for another', async () => {
    const { text, asked, languages } = await heard(
      ({ language }) =>
        language === 'en' ? { text: SENTENCE } : { text: 'y ci cyflym brown yn neidio', language: 'cy' },
      [[0, 12]],
      { allowedLanguages: ['en', 'es'] },
    );
    expect(asked.map(({ language }) => language)).toEqual([null, 'en', 'en']);
    expect(text).toBe(`${SENTENCE} ${SENTENCE}`);
    expect([...languages.keys()]).toEqual(['en']);
  });

  it('not when a call goes from one language to another: each stretch stays as it was spoken', async () => {
    const spanish = 'buenos dias le llamo por mi factura de este mes que no entiendo';
    const { text, asked, languages } = await heard(
      (_asked, call) => (call === 0 ? { text: SENTENCE } : { text: spanish, language: 'es' }),
      [
        [0, 14],
        [15, 29],
      ],
      { allowedLanguages: ['en', 'es'] },
    );
    expect(asked).toHaveLength(2);
    expect(text).toBe(`${SENTENCE} ${spanish}`);
    expect([...languages.keys()].sort()).toEqual(['en', 'es']);
  });

  it('not at all when redecoding is switched off', async () => {
    const guards = { ...SPEECH_DEFAULTS.guards, maxRedecodes: 0 };
    const { asked, doubts } = await heard(() => ({ text: LOOP }), [[0, 10]], { guards });
    expect(asked).toHaveLength(1);
    expect(doubts).toHaveLength(1);
  });

  it('not when somebody reads out a number, or says no four times', async () => {
    const number = 'my number is four four four four four four four four seven no no no no';
    const { asked, text, doubts } = await heard(() => ({ text: number }), [[0, 10]]);
    expect(asked).toHaveLength(1);
    expect(text).toBe(number);
    expect(doubts).toEqual([]);
  });
});

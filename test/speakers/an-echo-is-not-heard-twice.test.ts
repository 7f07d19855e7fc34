import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { ENVELOPE_FRAME_MS, type Envelope } from '../../src/audio/envelope.ts';
import { withoutEcho } from '../../src/speakers/cross-talk.ts';
import { anyUtterances, speak, utterance } from './talk.ts';

const FRAMES = 600;
/** A voice's loudness: syllables in a rhythm of its own, each of its own level. */
function voice(seed: number, fromMs: number, toMs: number, level: number): Int8Array {
  const db = new Int8Array(FRAMES).fill(-70);
  for (let frame = fromMs / ENVELOPE_FRAME_MS; frame < toMs / ENVELOPE_FRAME_MS; frame += 1) {
    const length = 9 + seed;
    const syllable = Math.floor(frame / length);
    db[frame] = level - ((syllable * 7919 * seed) % 17) - Math.abs((frame % length) - 6);
  }
  return db;
}

const delayed = (db: Int8Array, ms: number, by: number): Int8Array =>
  db.map((_, frame) => Math.max(-70, (db[frame - ms / ENVELOPE_FRAME_MS] ?? -70) - by));
const mixed = (a: Int8Array, b: Int8Array): Int8Array =>
  a.map((level, frame) => Math.max(level, b[frame] ?? -120));
const channels = (...levels: Int8Array[]): Envelope[] => levels.map((db, channel) => ({ channel, db }));

const LINE = 'thank you for calling how can i help you today';
const agent = utterance(0, speak(LINE, 1000));
const agentVoice = voice(3, 1000, 3500, -20);

describe('what a channel picked up from another', () => {
  it('is dropped, and the original stays', () => {
    const echo = utterance(1, speak(LINE, 1160));
    const found = withoutEcho([agent, echo], channels(agentVoice, delayed(agentVoice, 160, 18)));
    expect(found).toEqual({ utterances: [agent], removedWords: 10 });
  });

  it('is dropped when it was misheard, because its loudness tells', () => {
    const echo = utterance(1, speak('banking for falling now ten eye yelp you to day', 1160));
    const found = withoutEcho([agent, echo], channels(agentVoice, delayed(agentVoice, 160, 18)));
    expect(found.utterances).toEqual([agent]);
  });

  it('is dropped beside noise of the line when it says the same words', () => {
    const noisy = mixed(delayed(agentVoice, 160, 18), new Int8Array(FRAMES).fill(-46));
    const found = withoutEcho([agent, utterance(1, speak(LINE, 1160))], channels(agentVoice, noisy));
    expect(found.utterances).toEqual([agent]);
  });
});

describe('what a party says itself', () => {
  it('stays while the other talks, however softly it is recorded', () => {
    const own = utterance(1, speak('no wait that is not what i meant at all', 1200));
    for (const level of [-20, -40]) {
      const found = withoutEcho([agent, own], channels(agentVoice, voice(5, 1200, 3700, level)));
      expect(found).toEqual({ utterances: [agent, own], removedWords: 0 });
    }
  });

  it('stays when both say goodbye together', () => {
    const both = [utterance(0, speak('bye bye', 1000)), utterance(1, speak('bye bye', 1080))];
    const found = withoutEcho(both, channels(voice(3, 1000, 1500, -20), voice(5, 1080, 1600, -22)));
    expect(found.utterances).toEqual(both);
  });

  it('stays when the same words are an answer and no echo', () => {
    const asked = utterance(0, speak('is it four five six', 1000));
    const answered = utterance(1, speak('it is four five six', 3400));
    const found = withoutEcho(
      [asked, answered],
      channels(voice(3, 1000, 2300, -20), voice(5, 3400, 4700, -38)),
    );
    expect(found.utterances).toEqual([asked, answered]);
  });
});

it('any utterances: none is changed, none is added, none goes without a louder channel beside it', () => {
  const { runs, seed } = inject('effort');
  fc.assert(
    fc.property(anyUtterances, (utterances) => {
      const quiet = channels(...[0, 1, 2].map(() => new Int8Array(FRAMES).fill(-40)));
      expect(withoutEcho(utterances, quiet).utterances).toEqual(utterances);
      expect(withoutEcho(utterances, []).utterances).toEqual(utterances);
    }),
    { numRuns: runs, seed },
  );
});

import fc from 'fast-check';
import type { AttributionInput } from '../../src/speakers/attribute-speakers.ts';
import type { SpeakerTurn } from '../../src/speakers/diarizer.ts';
import type { Utterance, Word } from '../../src/transcript/word.ts';

/** Words spoken one after the other from `startMs`: 200 ms each, 50 ms apart. */
export function speak(text: string, startMs = 0): Word[] {
  return text.split(' ').map((word, index) => ({
    text: word,
    startMs: startMs + index * 250,
    endMs: startMs + index * 250 + 200,
    confidence: 0.9,
  }));
}

export function utterance(channel: number, words: readonly Word[]): Utterance {
  return { channel, startMs: words[0]?.startMs ?? 0, endMs: words.at(-1)?.endMs ?? 0, words };
}

export function turn(speaker: number, startMs: number, endMs: number): SpeakerTurn {
  return { speaker, startMs, endMs };
}

/** A mono or dual recording about which the row says nothing, unless `given` does. */
export function recording(given: Partial<AttributionInput>): AttributionInput {
  return {
    utterances: [],
    turns: null,
    channels: 1,
    channelRoles: null,
    ringing: [],
    knownVoices: [],
    direction: null,
    agentName: null,
    customerName: null,
    expectedSpeakers: null,
    ...given,
  };
}

const anySpan = fc
  .tuple(fc.nat(120_000), fc.nat(9_000))
  .map(([startMs, ms]) => ({ startMs, endMs: startMs + ms }));

const anyWord = fc.record({
  text: fc.constantFrom('yes', 'no', 'thank', 'you', 'please.', 'one'),
  startMs: fc.nat(120_000),
  ms: fc.nat(1500),
  confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
});

/** Any pile of words on up to three channels, overlapping and out of order as they may be. */
export const anyUtterances: fc.Arbitrary<Utterance[]> = fc.array(
  fc.tuple(fc.nat(2), fc.array(anyWord, { minLength: 1, maxLength: 45 })).map(([channel, words]) =>
    utterance(
      channel,
      words
        .map(({ text, startMs, ms, confidence }) => ({ text, startMs, endMs: startMs + ms, confidence }))
        .sort((a, b) => a.startMs - b.startMs),
    ),
  ),
  { maxLength: 8 },
);

export const anyTurns: fc.Arbitrary<SpeakerTurn[] | null> = fc.option(
  fc.array(
    fc.tuple(fc.nat(4), anySpan).map(([speaker, span]) => ({ speaker, ...span })),
    { maxLength: 30 },
  ),
);

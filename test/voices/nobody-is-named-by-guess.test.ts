import { describe, expect, it } from 'vitest';
import { identify } from '../../src/voices/identify.ts';
import { speechOfSpeakers } from '../../src/voices/speech-of-speakers.ts';
import { extended, similarity, unitLength, type VoicePrint } from '../../src/voices/voice-print.ts';

/** A direction in the plane. */
const at = (degrees: number) =>
  new Float32Array([Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]);
const agent = (agentId: string, degrees: number): VoicePrint => ({
  agentId,
  agentName: agentId.toUpperCase(),
  vector: at(degrees),
  seconds: 10,
  recordings: 1,
});
const named = (voices: readonly number[], agents: readonly VoicePrint[]) =>
  identify(
    voices.map((degrees, speaker) => ({ speaker, vector: at(degrees) })),
    agents,
    { threshold: 0.8, margin: 0.1 },
  ).map(({ speaker, print }) => `${speaker}=${print.agentId}`);

describe('a voice', () => {
  it('is named when one print fits and no other comes near', () => {
    expect(named([5, 120], [agent('dana', 0), agent('robin', 80)])).toEqual(['0=dana']);
  });

  it('stays nameless below the threshold', () => {
    expect(named([40], [agent('dana', 0)])).toEqual([]);
  });

  it('stays nameless between two colleagues who sound alike', () => {
    expect(named([5], [agent('dana', 0), agent('robin', 15)])).toEqual([]);
  });

  it('shares no agent with another voice of the call', () => {
    expect(named([0, 30], [agent('dana', 0)])).toEqual(['0=dana']);
    expect(named([5, -10], [agent('dana', 0)])).toEqual([]);
  });

  it('stays nameless where nobody is enrolled', () => {
    expect(named([0], [])).toEqual([]);
  });
});

describe('what a print is made of', () => {
  it('is speech alone, the longest stretches first, half a minute at most', () => {
    const spans = [
      { speaker: 0, startMs: 0, endMs: 2000 },
      { speaker: 0, startMs: 10_000, endMs: 30_000 },
      { speaker: 0, startMs: 40_000, endMs: 60_000 },
      { speaker: 0, startMs: 70_000, endMs: 75_000 },
      { speaker: 1, startMs: 72_000, endMs: 80_000 },
    ];
    expect(speechOfSpeakers(spans)).toEqual(
      new Map([
        [
          0,
          [
            { startMs: 10_000, endMs: 30_000 },
            { startMs: 40_000, endMs: 50_000 },
          ],
        ],
      ]),
    );
  });

  it('is nothing for a voice with less than three seconds', () => {
    expect(speechOfSpeakers([{ speaker: 0, startMs: 0, endMs: 2900 }])).toEqual(new Map());
    expect(speechOfSpeakers([{ speaker: 0, startMs: 0, endMs: 3000 }]).size).toBe(1);
  });

  it('of several calls lies between them, nearer to the longer one', () => {
    const print = extended(agent('dana', 0), at(90), 20);
    expect(print).toMatchObject({ seconds: 30, recordings: 2 });
    expect(similarity(print.vector, at(90))).toBeGreaterThan(similarity(print.vector, at(0)));
    expect(similarity(print.vector, print.vector)).toBeCloseTo(1, 5);
    expect([...unitLength(new Float32Array(3))]).toEqual([0, 0, 0]);
  });
});

import { describe, expect, it } from 'vitest';
import { nextMove } from '../../src/devices/schedule.ts';
import { at, phase } from './a-scene.ts';

const SWITCH = { kind: 'switch', to: 'language' };
const analysing = [at(1, 'analyse'), at(2, 'analyse')];

describe('engines that take turns in memory', () => {
  it('change when all calls in hand wait for the others', () => {
    expect(nextMove(phase('speech', { waiting: analysing, served: [1, 2] }))).toEqual(SWITCH);
  });

  it('stay while one of them works', () => {
    expect(nextMove(phase('speech', { waiting: analysing, held: [at(3, 'diarize')] }))).toBeNull();
  });

  it('stay while a call is on its way to them, or about to be claimed', () => {
    expect(nextMove(phase('speech', { waiting: analysing, coming: [3] }))).toBeNull();
    expect(nextMove(phase('speech', { waiting: analysing, claiming: true }))).toBeNull();
  });

  it('wait for such a call no longer than a switch takes', () => {
    expect(nextMove(phase('speech', { waiting: analysing, coming: [3], impatient: true }))).toEqual(SWITCH);
  });

  it('stay when nobody waits for the others', () => {
    expect(nextMove(phase('speech', { impatient: true }))).toBeNull();
    expect(nextMove(phase('speech', { held: [at(3, 'decode')], impatient: true }))).toBeNull();
  });

  it('give way after as many calls as a phase is for, though more wait', () => {
    const waiting = [...analysing, at(3, 'transcribe')];
    expect(nextMove(phase('speech', { waiting, served: [1] }))).toMatchObject({ kind: 'grant' });
    expect(nextMove(phase('speech', { waiting, served: [1, 2], claiming: true }))).toEqual(SWITCH);
  });

  it('finish a call of their phase before they give way', () => {
    const waiting = [at(1, 'analyse'), at(2, 'diarize')];
    expect(nextMove(phase('speech', { waiting, served: [1, 2] }))).toMatchObject({
      kind: 'grant',
      waiting: { ticket: 2 },
    });
    expect(
      nextMove(phase('speech', { waiting: waiting.slice(0, 1), served: [1, 2], coming: [2] })),
    ).toBeNull();
  });

  it('let calls be decoded in any phase', () => {
    expect(
      nextMove(phase('language', { waiting: [at(4, 'decode')], held: [at(1, 'analyse')] })),
    ).toMatchObject({
      kind: 'grant',
    });
  });
});

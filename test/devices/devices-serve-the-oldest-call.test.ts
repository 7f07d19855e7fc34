import { describe, expect, it } from 'vitest';
import { nextMove } from '../../src/devices/schedule.ts';
import { at, CPU_ONLY, ONE_GPU, together } from './a-scene.ts';

const granted = (...scene: Parameters<typeof together>): number | null => {
  const move = nextMove(together(...scene));
  return move?.kind === 'grant' ? move.waiting.ticket : null;
};

describe('a free device', () => {
  it('goes to the call that was claimed first, whoever came first', () => {
    expect(granted([at(3, 'transcribe'), at(2, 'transcribe')])).toBe(2);
  });

  it('is not kept for an older call that waits for another one', () => {
    expect(granted([at(1, 'transcribe'), at(2, 'analyse')], [at(0, 'transcribe')])).toBe(2);
  });
});

describe('a device in use', () => {
  it('holds back whoever needs it, and nobody else', () => {
    expect(granted([at(1, 'transcribe')], [at(0, 'transcribe')])).toBeNull();
    expect(granted([at(1, 'decode')], [at(0, 'transcribe')])).toBe(1);
    expect(granted([at(1, 'diarize')], [at(0, 'transcribe')])).toBe(1);
  });

  it('is shared by speech and language model where both run on the GPU', () => {
    expect(granted([at(1, 'analyse', ONE_GPU)], [at(0, 'transcribe', ONE_GPU)])).toBeNull();
    expect(granted([at(1, 'analyse')], [at(0, 'transcribe')])).toBe(1);
  });

  it('has as many lanes on the CPU as the machine has', () => {
    const two = [at(0, 'transcribe', CPU_ONLY), at(1, 'diarize', CPU_ONLY)];
    expect(granted([at(2, 'analyse', CPU_ONLY)], two)).toBeNull();
    expect(granted([at(2, 'analyse', CPU_ONLY)], two.slice(1))).toBe(2);
  });
});

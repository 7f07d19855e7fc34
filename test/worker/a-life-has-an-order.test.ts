import { describe, expect, it } from 'vitest';
import type { WorkerState } from '../../src/database/schema.ts';
import { WorkerLife } from '../../src/worker/state.ts';

function life() {
  const seen: WorkerState[] = [];
  return { seen, life: new WorkerLife((state) => seen.push(state)) };
}

describe('the states of a worker', () => {
  it('go from initialising to drained, each told once', () => {
    const { life: it, seen } = life();
    for (const state of ['running', 'running', 'draining', 'draining', 'drained'] as const) it.enter(state);
    expect(seen).toEqual(['running', 'draining', 'drained']);
  });

  it('a worker stopped while it loads drains without ever running', () => {
    const { life: it, seen } = life();
    it.enter('draining');
    it.enter('drained');
    expect(seen).toEqual(['draining', 'drained']);
  });

  it.each([
    ['drained', 'running'],
    ['failed', 'running'],
    ['running', 'initialising'],
    ['running', 'drained'],
  ] as const)('there is no way from %s to %s', (from, to) => {
    const { life: it } = life();
    if (from === 'drained') it.enter('draining');
    if (from !== 'failed') it.enter(from === 'drained' ? 'drained' : from);
    else it.enter('failed');
    expect(() => it.enter(to)).toThrowError();
  });
});

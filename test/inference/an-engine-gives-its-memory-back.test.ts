import { describe, expect, it, onTestFinished } from 'vitest';
import type { EngineEvent } from '../../src/inference/engine-options.ts';
import { exists, MINUTE, misbehavingEngine } from './fixtures/engine.ts';

describe('an engine that is unloaded', () => {
  it('is gone when that is done, and starts again with the next request', async () => {
    const events: EngineEvent[] = [];
    const engine = misbehavingEngine({ onEvent: (event) => events.push(event) });
    onTestFinished(() => engine.close());
    await engine.start();
    const { pid } = engine;
    expect(exists(pid)).toBe(true);
    await engine.unload();
    expect(exists(pid)).toBe(false);
    expect(engine.pid).toBeUndefined();
    await engine.request('progress', null, { deadlineMs: MINUTE });
    expect(exists(engine.pid)).toBe(true);
    expect(events.map((event) => (event.kind === 'ended' ? event.wanted : event.kind))).toEqual([
      'started',
      true,
      'started',
      'asked',
    ]);
  });

  it('answers first', async () => {
    const engine = misbehavingEngine();
    onTestFinished(() => engine.close());
    const answer = engine.request('progress', null, { deadlineMs: MINUTE });
    await Promise.all([expect(answer).resolves.toBeDefined(), engine.unload()]);
    expect(engine.pid).toBeUndefined();
  });

  it('that never ran stays away', async () => {
    const engine = misbehavingEngine();
    await engine.unload();
    expect(engine.pid).toBeUndefined();
  });
});

import { describe, expect, it, onTestFinished } from 'vitest';
import { MINUTE, misbehavingEngine } from './fixtures/engine.ts';

const REASON = new Error('changed my mind');

describe('abort frees the engine', () => {
  it('keeps a process that stops by itself', async () => {
    const engine = misbehavingEngine({ cancelGraceMs: MINUTE });
    onTestFinished(() => engine.close());
    const controller = new AbortController();
    const running = engine.request('wait', null, {
      deadlineMs: MINUTE,
      signal: controller.signal,
      onProgress: () => controller.abort(REASON),
    });
    await expect(running).rejects.toBe(REASON);
    const { pid } = engine;
    expect(await engine.request('echo', 1, { deadlineMs: MINUTE })).toBe(1);
    expect(engine.pid).toBe(pid);
  });

  it('kills a process that does not', async () => {
    const engine = misbehavingEngine();
    onTestFinished(() => engine.close());
    const controller = new AbortController();
    const running = engine.request('ignore', null, {
      deadlineMs: MINUTE,
      signal: controller.signal,
      onProgress: () => controller.abort(REASON),
    });
    await expect(running).rejects.toBe(REASON);
    const { pid } = engine;
    expect(await engine.request('echo', 1, { deadlineMs: MINUTE })).toBe(1);
    expect(engine.pid).not.toBe(pid);
  });

  it('takes a waiting request out of the line without disturbing the running one', async () => {
    const engine = misbehavingEngine();
    onTestFinished(() => engine.close());
    const controller = new AbortController();
    const first = engine.request('echo', 1, { deadlineMs: MINUTE });
    const second = engine.request('ignore', null, { deadlineMs: MINUTE, signal: controller.signal });
    const third = engine.request('echo', 3, { deadlineMs: MINUTE });
    controller.abort(REASON);
    await expect(second).rejects.toBe(REASON);
    expect(await Promise.all([first, third])).toEqual([1, 3]);
  });
});

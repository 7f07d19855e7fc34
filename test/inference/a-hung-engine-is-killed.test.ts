import { describe, expect, it, onTestFinished } from 'vitest';
import { exists, MINUTE, misbehavingEngine } from './fixtures/engine.ts';

describe('a hung engine is killed', () => {
  it('at the deadline, when it was stopped', async () => {
    const engine = misbehavingEngine();
    onTestFinished(() => engine.close());
    await engine.request('echo', 1, { deadlineMs: MINUTE });
    const { pid } = engine;
    process.kill(pid ?? 0, 'SIGSTOP');
    await expect(engine.request('echo', 2, { deadlineMs: 200 })).rejects.toMatchObject({
      code: 'engine_timeout',
      message: expect.stringContaining('0.2 s'),
    });
    expect(exists(pid)).toBe(false);
    expect(await engine.request('echo', 3, { deadlineMs: MINUTE })).toBe(3);
  });

  it('long before the deadline, when it stops answering pings', async () => {
    const engine = misbehavingEngine({ livenessMs: 2000 });
    onTestFinished(() => engine.close());
    await engine.request('echo', 1, { deadlineMs: MINUTE });
    await expect(engine.request('spin', null, { deadlineMs: MINUTE })).rejects.toMatchObject({
      code: 'engine_timeout',
      message: expect.stringContaining('stopped answering'),
    });
  });

  it('long before the deadline, when it was stopped', async () => {
    const engine = misbehavingEngine({ livenessMs: 1000 });
    onTestFinished(() => engine.close());
    await engine.request('echo', 1, { deadlineMs: MINUTE });
    const { pid } = engine;
    const running = engine.request('ignore', null, {
      deadlineMs: MINUTE,
      onProgress: () => process.kill(pid ?? 0, 'SIGSTOP'),
    });
    await expect(running).rejects.toMatchObject({
      code: 'engine_timeout',
      message: expect.stringContaining('stopped answering'),
    });
    expect(exists(pid)).toBe(false);
  });

  it('but not while it answers pings', async () => {
    const engine = misbehavingEngine({ livenessMs: 2000 });
    onTestFinished(() => engine.close());
    await engine.request('echo', 1, { deadlineMs: MINUTE });
    await expect(engine.request('ignore', null, { deadlineMs: 5000 })).rejects.toMatchObject({
      message: expect.stringContaining('5.0 s'),
    });
  });
});

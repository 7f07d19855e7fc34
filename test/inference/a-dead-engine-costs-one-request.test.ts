import { describe, expect, it } from 'vitest';
import { CallmillError } from '../../src/errors/error.ts';
import type { EngineEvent } from '../../src/inference/engine-options.ts';
import { exists, MINUTE, misbehavingEngine } from './fixtures/engine.ts';

describe('a dead engine costs one request', () => {
  const events: EngineEvent[] = [];
  const engine = misbehavingEngine({ onEvent: (event) => events.push(event) });

  it('answers with typed arrays kept as they are', async () => {
    const samples = Float32Array.of(0.5, -1, 0);
    expect(await engine.request('echo', { samples }, { deadlineMs: MINUTE })).toEqual({ samples });
  });

  it('rejects the running request with engine_crashed after kill -9 and answers the next', async () => {
    await engine.request('echo', 1, { deadlineMs: MINUTE });
    const killed = engine.pid;
    events.length = 0;
    const running = engine.request('ignore', null, {
      deadlineMs: MINUTE,
      onProgress: () => process.kill(killed ?? 0, 'SIGKILL'),
    });
    await expect(running).rejects.toMatchObject({
      code: 'engine_crashed',
      stage: 'transcribe',
      retry: 'retryable',
      message: expect.stringContaining('SIGKILL'),
    });
    expect(await engine.request('echo', 'again', { deadlineMs: MINUTE })).toBe('again');
    expect(engine.pid).not.toBe(killed);
    expect(exists(killed)).toBe(false);
    expect(events.map((event) => event.kind)).toEqual(['asked', 'ended', 'started', 'asked']);
  });

  it('names the exit code, and keeps what was printed out of the message', async () => {
    const error = await engine
      .request('exit', 137, { deadlineMs: MINUTE })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CallmillError);
    expect(error).toMatchObject({ code: 'engine_crashed', message: 'The test engine died (exit code 137)' });
    expect(engine.stderrTail).toContain('last words of the runtime');
  });

  it('drains a megabyte of stderr and keeps the last 4 KB', async () => {
    expect(await engine.request('print', 1 << 20, { deadlineMs: MINUTE })).toBe(1 << 20);
    expect(engine.stderrTail.length).toBeLessThanOrEqual(4096);
  });

  it('passes typed errors through and keeps the text of foreign ones back', async () => {
    await expect(engine.request('refuse', null, { deadlineMs: MINUTE })).rejects.toMatchObject({
      code: 'engine_rejected',
      message: 'No, thank you',
    });
    await expect(engine.request('bug', null, { deadlineMs: MINUTE })).rejects.toMatchObject({
      code: 'internal_error',
      message: expect.not.stringContaining('secret'),
    });
  });

  it('takes one request at a time, in order', async () => {
    const seen: number[] = [];
    const ask = (n: number) => engine.request('echo', n, { deadlineMs: MINUTE }).then(() => seen.push(n));
    await Promise.all([ask(1), ask(2), ask(3)]);
    expect(seen).toEqual([1, 2, 3]);
  });

  it('reports progress', async () => {
    const fractions: number[] = [];
    await engine.request('progress', null, {
      deadlineMs: MINUTE,
      onProgress: (fraction) => fractions.push(fraction),
    });
    expect(fractions).toEqual([0.25, 0.5, 1]);
  });

  it('leaves no process behind when closed, and refuses later requests', async () => {
    await engine.request('echo', 1, { deadlineMs: MINUTE });
    const { pid } = engine;
    const running = engine.request('ignore', null, { deadlineMs: MINUTE });
    const refused = expect(running).rejects.toMatchObject({ code: 'worker_stopped' });
    await engine.close();
    await refused;
    expect(exists(pid)).toBe(false);
    await expect(engine.request('echo', 1, { deadlineMs: MINUTE })).rejects.toMatchObject({
      code: 'worker_stopped',
    });
  });
});

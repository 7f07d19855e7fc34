import { describe, expect, it, onTestFinished } from 'vitest';
import type { EngineEvent, EngineProcessOptions } from '../../src/inference/engine-options.ts';
import { MINUTE, misbehavingEngine } from './fixtures/engine.ts';
import type { MisbehavingMethods } from './fixtures/misbehaving-engine.ts';

type How = MisbehavingMethods['load']['payload']['how'];

const load = (how: How, deadlineMs = MINUTE) => ({ method: 'load', payload: { how }, deadlineMs });

function engineThatLoads(how: How, options: Partial<EngineProcessOptions> = {}) {
  const engine = misbehavingEngine({ warmUp: () => load(how), ...options });
  onTestFinished(() => engine.close());
  return engine;
}

describe('a start that fails', () => {
  it('is model_unusable when the process dies by itself: runtimes exit on a model they do not like', async () => {
    const engine = engineThatLoads('exit');
    await expect(engine.request('echo', 1, { deadlineMs: MINUTE })).rejects.toMatchObject({
      code: 'model_unusable',
      message: 'The test engine died while loading its model (exit code 255)',
    });
    expect(engine.pid).toBeUndefined();
  });

  it.each([
    ['was killed, as by a kernel short of memory', 'killed', {}, 'signal SIGKILL'],
    ['hangs', 'hang', { warmUp: () => load('hang', 1000) }, 'did not answer within 1.0 s'],
    ['is stuck in native code', 'spin', { startLivenessMs: 1000 }, 'stopped answering'],
  ] as const)('is no recording’s fault when the process %s', async (_name, how, options, why) => {
    const engine = engineThatLoads(how, options);
    await expect(engine.request('echo', 1, { deadlineMs: MINUTE })).rejects.toMatchObject({
      code: 'engine_not_started',
      retry: 'infrastructure',
      message: expect.stringContaining(why),
    });
    expect(engine.pid).toBeUndefined();
  });

  it('is tried again at once when the owner says so', async () => {
    let how: How = 'exit';
    const engine = engineThatLoads(how, {
      warmUp: () => load(how),
      onStartFailure: async () => {
        how = 'well';
        return 'again';
      },
    });
    expect(await engine.request('echo', 1, { deadlineMs: MINUTE })).toBe(1);
  });

  it('can be refused by what the load answered', async () => {
    const seen: unknown[] = [];
    const engine = engineThatLoads('well', {
      confirm: (value) => {
        seen.push(value);
      },
    });
    await engine.start();
    expect(seen).toEqual(['loaded']);
  });

  it('is followed by a wait: nothing starts before it is over', async () => {
    const events: EngineEvent[] = [];
    const engine = engineThatLoads('exit', {
      backoff: { baseMs: 3_600_000, maxMs: 3_600_000 },
      onEvent: (event) => events.push(event),
    });
    await expect(engine.start()).rejects.toMatchObject({ code: 'model_unusable' });
    const reason = new Error('waited long enough');
    await expect(engine.start(AbortSignal.timeout(100))).rejects.toMatchObject({ name: 'TimeoutError' });
    const controller = new AbortController();
    const second = engine.request('echo', 1, { deadlineMs: MINUTE, signal: controller.signal });
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    expect(events.map((event) => event.kind)).toEqual(['started', 'ended']);
  });
});

import { describe, expect, it, onTestFinished } from 'vitest';
import { MINUTE, misbehavingEngine } from './fixtures/engine.ts';

const load = (dieWith: number | null) => () => ({
  method: 'load',
  payload: { dieWith },
  deadlineMs: MINUTE,
});

describe('a start that fails', () => {
  it('is model_unusable when the process dies while loading', async () => {
    const engine = misbehavingEngine({ warmUp: load(255) });
    onTestFinished(() => engine.close());
    await expect(engine.request('echo', 1, { deadlineMs: MINUTE })).rejects.toMatchObject({
      code: 'model_unusable',
      message: 'The test engine died while loading its model (exit code 255)',
    });
    expect(engine.pid).toBeUndefined();
  });

  it('is tried again at once when the owner says so', async () => {
    let dieWith: number | null = 255;
    const engine = misbehavingEngine({
      warmUp: () => load(dieWith)(),
      onStartFailure: async () => {
        dieWith = null;
        return 'again';
      },
    });
    onTestFinished(() => engine.close());
    expect(await engine.request('echo', 1, { deadlineMs: MINUTE })).toBe(1);
  });

  it('can be refused by what the load answered', async () => {
    const seen: unknown[] = [];
    const engine = misbehavingEngine({
      warmUp: load(null),
      confirm: (value) => {
        seen.push(value);
      },
    });
    onTestFinished(() => engine.close());
    await engine.start();
    expect(seen).toEqual(['loaded']);
  });
});

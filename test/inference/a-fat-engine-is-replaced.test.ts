import { describe, expect, it, onTestFinished } from 'vitest';
import { exists, MINUTE, misbehavingEngine } from './fixtures/engine.ts';

async function pidsOfTwoRequests(memoryLimitMb: number): Promise<(number | undefined)[]> {
  const engine = misbehavingEngine({ memoryLimitMb });
  onTestFinished(() => engine.close());
  const pids: (number | undefined)[] = [];
  for (const n of [1, 2]) {
    const running = engine.request('progress', null, {
      deadlineMs: MINUTE,
      onProgress: () => pids.push(engine.pid),
    });
    await running;
    expect(pids).toHaveLength(3 * n);
  }
  return pids;
}

describe('a fat engine is replaced', () => {
  it('between two requests, when it is above its limit', async () => {
    const pids = await pidsOfTwoRequests(1);
    expect(new Set(pids).size).toBe(2);
  });

  it('in the middle of a request, when it grows far above its limit', async () => {
    const engine = misbehavingEngine({ memoryLimitMb: 200 });
    onTestFinished(() => engine.close());
    await engine.request('echo', 1, { deadlineMs: MINUTE });
    const { pid } = engine;
    await expect(engine.request('grow', null, { deadlineMs: MINUTE })).rejects.toMatchObject({
      code: 'engine_crashed',
      message: 'The test engine grew far beyond its limit of 200 MB and was killed',
    });
    expect(exists(pid)).toBe(false);
    expect(await engine.request('echo', 2, { deadlineMs: MINUTE })).toBe(2);
  });

  it('and kept below it', async () => {
    const pids = await pidsOfTwoRequests(100_000);
    expect(new Set(pids).size).toBe(1);
  });
});

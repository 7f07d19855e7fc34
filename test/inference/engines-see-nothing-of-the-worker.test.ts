import { describe, expect, it, onTestFinished } from 'vitest';
import { MINUTE, misbehavingEngine } from './fixtures/engine.ts';

describe('engines see nothing of the worker', () => {
  it('but the environment they are given', async () => {
    const engine = misbehavingEngine({ env: { PATH: '/usr/bin', CUDA_VISIBLE_DEVICES: '0' } });
    onTestFinished(() => engine.close());
    const seen = await engine.request('environment', null, { deadlineMs: MINUTE });
    expect(seen).toEqual({ PATH: '/usr/bin', CUDA_VISIBLE_DEVICES: '0' });
  });
});

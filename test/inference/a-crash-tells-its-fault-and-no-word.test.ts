import { describe, expect, it, onTestFinished } from 'vitest';
import { crashed } from '../../src/inference/exit-errors.ts';
import { MINUTE, misbehavingEngine } from './fixtures/engine.ts';

describe('a crash', () => {
  it('tells the fault that the runtime named, in our words, and nothing else that it printed', async () => {
    const engine = misbehavingEngine();
    onTestFinished(() => engine.close());
    const words = "terminate called after throwing an instance of 'std::bad_alloc' at my card 4242 4242\n";
    await expect(engine.request('abort', words, { deadlineMs: MINUTE })).rejects.toMatchObject({
      code: 'engine_crashed',
      message: 'The test engine died (signal SIGABRT, out-of-memory, uncaught-exception)',
    });
    expect(engine.stderrTail).toContain('my card');
  });

  it('says how the process ended when it printed nothing that is known', () => {
    const speech = { name: 'speech', stage: 'transcribe' } as const;
    expect(crashed(speech, { code: null, signal: 'SIGSEGV' }, 'hello there').message).toBe(
      'The speech engine died (signal SIGSEGV)',
    );
  });
});

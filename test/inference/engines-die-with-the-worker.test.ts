import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sleep } from '../../src/clock/clock.ts';
import { exists } from './fixtures/engine.ts';

describe('engines die with the worker', () => {
  it('even when it is killed without a word', async () => {
    const parent = fork(fileURLToPath(new URL('./fixtures/parent.ts', import.meta.url)), [], {
      execArgv: [],
    });
    const [pid]: unknown[] = await once(parent, 'message');
    if (typeof pid !== 'number') throw new Error('the parent named no process');
    expect(exists(pid)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    // Nobody tells when a stranger's child ends: look until it has.
    const deadline = performance.now() + 10_000;
    while (exists(pid) && performance.now() < deadline) await sleep(20);
    expect(exists(pid)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { sleep } from '../../src/clock/clock.ts';
import { CallmillError } from '../../src/errors/error.ts';
import { Gate } from '../../src/worker/gate.ts';

const trouble = (code: 'bucket_unreachable' | 'database_unavailable' = 'bucket_unreachable') =>
  new CallmillError(code, 'x');

function gate() {
  const said: (string | null)[] = [];
  return {
    said,
    gate: new Gate({ pauseMs: 40, maxPauseMs: 160, onChange: (reason) => said.push(reason?.code ?? null) }),
  };
}

describe('the gate of claiming', () => {
  it('is open until something fails that is not the recordings’ fault', () => {
    const { gate: it, said } = gate();
    expect([it.waitMs, it.reason, said]).toEqual([0, null, []]);
  });

  it('speaks once when it shuts and once when it opens, however often it fails meanwhile', () => {
    const { gate: it, said } = gate();
    for (let round = 0; round < 20; round += 1) it.failed(trouble());
    it.succeeded();
    it.succeeded();
    expect(said).toEqual(['bucket_unreachable', null]);
  });

  it('speaks again when the reason changes', () => {
    const { gate: it, said } = gate();
    it.failed(trouble());
    it.failed(trouble('database_unavailable'));
    expect(said).toEqual(['bucket_unreachable', 'database_unavailable']);
  });

  it('doubles its pause up to the longest, half of it random', () => {
    const { gate: it } = gate();
    for (const [low, high] of [
      [20, 40],
      [40, 80],
      [80, 160],
      [80, 160],
    ] as const) {
      it.failed(trouble());
      expect(it.waitMs).toBeGreaterThan(low - 5);
      expect(it.waitMs).toBeLessThanOrEqual(high);
    }
  });

  it('lets the next claim through when the pause is over, and starts small again after a success', async () => {
    const { gate: it } = gate();
    it.failed(trouble());
    await sleep(45);
    expect(it.waitMs).toBe(0);
    it.succeeded();
    it.failed(trouble());
    expect(it.waitMs).toBeLessThanOrEqual(40);
  });
});

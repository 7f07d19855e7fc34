import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { monotonicMs } from '../../src/clock/clock.ts';
import { Deadline } from '../../src/worker/deadline.ts';

describe('the deadline of a job', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => vi.useRealTimers());

  it('passes when its seconds are over', () => {
    const deadline = new Deadline(10, monotonicMs);
    vi.advanceTimersByTime(9_999);
    expect(deadline.signal.aborted).toBe(false);
    vi.advanceTimersByTime(2);
    expect(deadline.signal.reason).toMatchObject({ code: 'deadline_exceeded' });
  });

  it('does not pass, however long the job waits for what others hold, and goes on from where it stood', async () => {
    const deadline = new Deadline(10, monotonicMs);
    vi.advanceTimersByTime(4_000);
    const { promise: turn, resolve: come } = Promise.withResolvers<void>();
    const waited = deadline.pauseFor(() => turn);
    vi.advanceTimersByTime(3_600_000);
    expect(deadline.signal.aborted).toBe(false);
    come();
    await waited;
    vi.advanceTimersByTime(5_999);
    expect(deadline.signal.aborted).toBe(false);
    vi.advanceTimersByTime(2);
    expect(deadline.signal.aborted).toBe(true);
  });

  it('may be set while it stands still', async () => {
    const deadline = new Deadline(10, monotonicMs);
    await deadline.pauseFor(async () => deadline.set(20));
    vi.advanceTimersByTime(19_999);
    expect(deadline.signal.aborted).toBe(false);
    vi.advanceTimersByTime(2);
    expect(deadline.signal.aborted).toBe(true);
  });
});

import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { readRecording } from '../../src/queue/read.ts';
import { submit, submitMany } from '../../src/queue/submit.ts';
import { emptyQueue } from './fill.ts';
import { openQueue } from './queue.ts';

const call = (callId: string, more: object = {}) => ({ callId, storageKey: `${callId}.wav`, ...more });

describe('submitting', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
  });
  afterAll(() => queue.close());
  beforeEach(() => emptyQueue(queue.database));
  const rows = async () =>
    Number(
      (await sql<{ n: number }>`SELECT COUNT(*) AS n FROM ai_call_recordings`.execute(queue.database.kysely))
        .rows[0]?.n,
    );

  it('thousands at once: every row is new, then every row is known, whatever was in between', async () => {
    const calls = Array.from({ length: 2000 }, (_, n) => call(`c-${n}`));
    const progress: number[] = [];
    await submitMany(queue.database, calls.slice(500, 900));
    const first = await submitMany(queue.database, calls, (done) => progress.push(done));
    expect(first.map((one) => one.created)).toEqual(calls.map((_, n) => n < 500 || n >= 900));
    expect(progress.at(-1)).toBe(2000);
    expect(progress.length).toBeGreaterThan(5);
    const again = await submitMany(queue.database, calls);
    expect(again.map((one) => one.created)).not.toContain(true);
    expect(again.map((one) => one.recordingId)).toEqual(first.map((one) => one.recordingId));
    expect(await rows()).toBe(2000);
  });

  it('the same call id is one call per tenant, also twice in one list and in other case', async () => {
    const outcomes = await submitMany(queue.database, [
      call('Abc'),
      call('Abc'),
      { callId: 'abc', storageKey: 'Abc.wav' },
      call('Abc', { tenantId: 2 }),
    ]);
    expect(outcomes.map((one) => one.created)).toEqual([true, false, false, true]);
    expect(new Set(outcomes.map((one) => one.recordingId)).size).toBe(2);
    expect(outcomes.map((one) => one.conflict)).not.toContain(true);
  });

  it('a known call id with another file changes nothing and says so', async () => {
    const first = await submit(queue.database, call('c', { sha256: 'a'.repeat(64) }));
    const sameAudioElsewhere = { callId: 'c', storageKey: 'moved.wav', sha256: 'A'.repeat(64) };
    expect(await submit(queue.database, sameAudioElsewhere)).toMatchObject({
      created: false,
      conflict: false,
    });
    const other = await submit(queue.database, { callId: 'c', storageKey: 'c.wav', sha256: 'b'.repeat(64) });
    expect(other).toMatchObject({ recordingId: first.recordingId, created: false, conflict: true });
    expect(await submit(queue.database, { callId: 'c', storageKey: 'other.wav' })).toMatchObject({
      conflict: true,
      storageKey: 'c.wav',
    });
    const row = await readRecording(queue.database.kysely, first.recordingId);
    expect(row).toMatchObject({ storage_key: 'c.wav', sha256: 'a'.repeat(64) });
  });

  it.each([
    ['priority -1', { priority: -1 }],
    ['priority 65536', { priority: 65_536 }],
    ['priority 1e9', { priority: 1e9 }],
    ['priority 1.5', { priority: 1.5 }],
    ['no audio', { storageKey: null }],
    ['an empty call id', { callId: ' ' }],
    ['a call id of 192 characters', { callId: 'x'.repeat(192) }],
  ])('%s is refused before anything is inserted', async (_, more) => {
    const calls = [call('good'), call('bad', more)];
    await expect(submitMany(queue.database, calls)).rejects.toMatchObject({ code: 'usage' });
    expect(await rows()).toBe(0);
  });

  it('the whole range of priorities is taken, 0 first', async () => {
    await submitMany(queue.database, [call('last', { priority: 65_535 }), call('first', { priority: 0 })]);
    const order = [];
    for (let n = 0; n < 2; n += 1) {
      const claim = (await claimNext(queue.database.kysely, 'w', 60)) as Claim;
      order.push((await readRecording(queue.database.kysely, claim.recordingId))?.apex_id);
    }
    expect(order).toEqual(['first', 'last']);
  });

  it('two submitters of the same list at the same time make each row once', async () => {
    const calls = Array.from({ length: 900 }, (_, n) => call(`c-${n}`));
    const [a, b] = await Promise.all([
      submitMany(queue.database, calls),
      submitMany(queue.database, calls.toReversed()),
    ]);
    expect(await rows()).toBe(900);
    expect([...a, ...b].filter((one) => one.created)).toHaveLength(900);
  });
});

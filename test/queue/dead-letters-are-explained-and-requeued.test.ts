import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/errors/codes.ts';
import { listDeadLetters } from '../../src/queue/dead-letters.ts';
import { requeue } from '../../src/queue/requeue.ts';
import { emptyQueue, fillQueue } from './fill.ts';
import { plansOf } from './plan.ts';
import { openQueue } from './queue.ts';

const DAY = 86_400;

describe('dead letters', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
  });
  afterAll(() => queue.close());
  beforeEach(async () => {
    const { database } = queue;
    await emptyQueue(database);
    await fillQueue(database, { count: 700, prefix: 'old-' });
    await fillQueue(database, { count: 10, prefix: 'two-', tenant: 2 });
    await fillQueue(database, { count: 5, prefix: 'done-', status: 'completed' });
    await sql`
      UPDATE ai_call_recordings
      SET processing_status = 'failed', attempts = 3, error_stage = 'fetch', error_message = 'It is gone',
          error_code = IF(tenant_id = 2, 'not_audio', 'object_missing'),
          processing_completed_at = UTC_TIMESTAMP(6) - INTERVAL IF(tenant_id = 2, 1, 10) DAY - INTERVAL id SECOND
      WHERE processing_status = 'pending'`.execute(database.kysely);
  });
  const list = (filter: Parameters<typeof listDeadLetters>[1], limit = 50) =>
    listDeadLetters(queue.database, filter, limit);
  const pending = async () =>
    Number(
      (
        await sql<{
          n: number;
        }>`SELECT COUNT(*) AS n FROM ai_call_recordings WHERE processing_status = 'pending'`.execute(
          queue.database.kysely,
        )
      ).rows[0]?.n,
    );

  it('lists the newest first and says what to do', async () => {
    const { total, letters } = await list({}, 12);
    expect(total).toBe(710);
    expect(letters).toHaveLength(12);
    expect(letters[0]).toMatchObject({
      tenantId: 2,
      code: 'not_audio',
      stage: 'fetch',
      message: 'It is gone',
      attempts: 3,
      remedy: ERROR_CODES.not_audio.remedy,
    });
    const times = letters.map((letter) => letter.failedAt?.getTime() ?? 0);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it.each([
    ['code', { errorCode: 'not_audio' }, 10],
    ['tenant', { tenantId: 1 }, 700],
    ['since', { since: { secondsAgo: 5 * DAY } }, 10],
    ['until', { until: { secondsAgo: 5 * DAY } }, 700],
    ['a date', { since: { utc: new Date('2020-01-01') } }, 710],
    ['two of them that exclude each other', { errorCode: 'not_audio', tenantId: 1 }, 0],
    ['nothing', {}, 710],
  ])('are chosen and requeued by %s, in batches', async (_, filter, count) => {
    expect((await list(filter)).total).toBe(count);
    const progress: number[] = [];
    expect(await requeue(queue.database, filter, { onProgress: (done) => progress.push(done) })).toBe(count);
    if (count > 500) expect(progress.length).toBeGreaterThan(3);
    expect(await pending()).toBe(count);
    expect((await list(filter)).total).toBe(0);
  });

  it('are found by an index that holds every filter, in its order', async () => {
    const filter = { errorCode: 'not_audio', tenantId: 2, since: { secondsAgo: 5 * DAY } };
    const plans = await plansOf(queue.database, async () => {
      await list(filter);
      await requeue(queue.database, filter);
    });
    for (const line of plans.flat().filter((one) => one.table === 'ai_call_recordings')) {
      expect(line).toMatchObject({ key: 'finished' });
      expect(line.extra).toContain('Using index');
      expect(line.extra).not.toContain('filesort');
    }
  });
});

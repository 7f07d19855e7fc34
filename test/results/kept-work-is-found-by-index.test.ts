import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { findTwin } from '../../src/results/find-twin.ts';
import { pruneCheckpoints } from '../../src/results/prune-checkpoints.ts';
import { publish } from '../../src/results/publish.ts';
import { finishedCall } from '../deploy/laravel/published-call.ts';
import { plansOf } from '../queue/plan.ts';
import { insertPending, openQueue } from '../queue/queue.ts';

const ROWS = 120;

describe('looking for kept work', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
    await insertPending(queue.database, ROWS);
    const result = await finishedCall();
    for (let index = 0; index < ROWS; index += 1) {
      const claim = (await claimNext(queue.database.kysely, 'w', 60)) as Claim;
      // Three calls of one audio, the others of their own.
      const transcriptKey = (index < 3 ? 0 : index).toString(16).padStart(64, '0');
      await publish(queue.database, claim, { ...result, transcriptKey }, {});
    }
  });
  afterAll(() => queue.close());

  const KEY = '0'.repeat(64);
  const twin = (tenant: number, own: number) => findTwin(queue.database.kysely, tenant, own, KEY);

  it('a transcript: the newest of the tenant that is not the row’s own, nobody else’s', async () => {
    const ids = await queue.database.kysely
      .selectFrom('ai_call_transcriptions')
      .select('recording_id')
      .where('reuse_key', '=', KEY)
      .orderBy('recording_id')
      .execute();
    const [first = 0, second = 0, third = 0] = ids.map((row) => row.recording_id);
    expect((await twin(1, 9999))?.recordingId).toBe(third);
    expect((await twin(1, third))?.recordingId).toBe(second);
    expect(await twin(2, 9999)).toBeNull();
    await sql`UPDATE ai_call_recordings SET tenant_id = 2 WHERE id = ${first}`.execute(queue.database.kysely);
    expect((await twin(2, 9999))?.recordingId).toBe(first);
    await sql`UPDATE ai_call_recordings SET processing_status = 'failed' WHERE id = ${first}`.execute(
      queue.database.kysely,
    );
    expect(await twin(2, 9999)).toBeNull();
  });

  it('by its index, in order, without a filesort', async () => {
    const [plan = []] = await plansOf(queue.database, () => twin(1, 9999));
    expect(plan.find(({ table }) => table === 't')).toMatchObject({
      key: 'by_reuse_key',
      // MySQL turns "not the row's own" into two ranges of the same key.
      type: expect.stringMatching(/^(ref|range)$/),
    });
    expect(plan.find(({ table }) => table === 'r')).toMatchObject({ key: 'PRIMARY', type: 'eq_ref' });
    expect(plan.map(({ extra }) => extra).join()).not.toContain('filesort');
  });

  it('old checkpoints by theirs', async () => {
    const [plan] = await plansOf(queue.database, () => pruneCheckpoints(queue.database, 7));
    expect(plan).toMatchObject([{ key: 'by_age', type: 'range' }]);
    expect(plan?.[0]?.extra).not.toContain('filesort');
  });
});

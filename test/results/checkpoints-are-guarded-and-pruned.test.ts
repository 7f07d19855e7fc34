import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../src/pipeline/checkpoints.ts';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { loadCheckpoint } from '../../src/results/load-checkpoint.ts';
import { pruneCheckpoints } from '../../src/results/prune-checkpoints.ts';
import { publish } from '../../src/results/publish.ts';
import { saveCheckpoint } from '../../src/results/save-checkpoint.ts';
import { finishedCall } from '../deploy/laravel/published-call.ts';
import { insertPending, openQueue } from '../queue/queue.ts';

describe('a checkpoint in the database', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  let checkpoint: Checkpoint;
  let claim: Claim;
  beforeAll(async () => {
    queue = await openQueue();
    const { metrics: _, analysis: __, ...heard } = await finishedCall();
    checkpoint = {
      recipe: { modelSha256: 'b'.repeat(64), settingsHash: 'c'.repeat(64) },
      etag: '"v1"',
      heard,
    };
  });
  afterAll(() => queue.close());
  beforeEach(async () => {
    await sql`DELETE FROM ai_call_recordings`.execute(queue.database.kysely);
    await insertPending(queue.database, 1);
    claim = (await claimNext(queue.database.kysely, 'w', 60)) as Claim;
  });
  const save = (by: Claim, what = checkpoint) => saveCheckpoint(queue.database.kysely, by, what);
  const load = () => loadCheckpoint(queue.database.kysely, claim.recordingId);

  it('comes back as it was, and the later one replaces the earlier', async () => {
    expect(await load()).toBeNull();
    expect(await save(claim)).toBe(true);
    expect(await load()).toEqual(checkpoint);
    const later = { ...checkpoint, etag: '"v2"' };
    expect(await save(claim, later)).toBe(true);
    expect(await load()).toEqual(later);
    expect(await save(claim, later)).toBe(true);
  });

  it.each([
    ['another token', sql`UPDATE ai_call_recordings SET claim_token = REPEAT('0', 32)`],
    ['another status', sql`UPDATE ai_call_recordings SET processing_status = 'cancelled'`],
    ['no row', sql`DELETE FROM ai_call_recordings`],
  ])('is not written when the row has %s', async (_, change) => {
    await change.execute(queue.database.kysely);
    expect(await save(claim)).toBe(false);
    expect(await load()).toBeNull();
  });

  it('waits for whoever is taking the row, and then writes nothing', async () => {
    const result = await queue.database.kysely.transaction().execute(async (other) => {
      await sql`UPDATE ai_call_recordings SET claim_token = REPEAT('0', 32)`.execute(other);
      const saving = save(claim);
      // InnoDB brings this view up to date only after it was left alone for 100 ms.
      await expect.poll(waiting, { interval: 250, timeout: 5000 }).toBeGreaterThan(0);
      return { saving };
    });
    expect(await result.saving).toBe(false);
    expect(await load()).toBeNull();
  });

  /** Transactions that wait for a lock in this database. */
  async function waiting(): Promise<number> {
    const locked = await sql<{ count: number }>`
      SELECT COUNT(*) AS count FROM information_schema.innodb_trx
      WHERE trx_state = 'LOCK WAIT' AND trx_query LIKE '%INSERT INTO ai_call_checkpoints%'`.execute(
      queue.database.kysely,
    );
    return Number(locked.rows[0]?.count);
  }

  it.each([
    ['of another format', sql`UPDATE ai_call_checkpoints SET format_version = 999`],
    ['that was damaged', sql`UPDATE ai_call_checkpoints SET payload = LEFT(payload, 40)`],
    ['that is no payload', sql`UPDATE ai_call_checkpoints SET payload = 'x'`],
    ['of another audio', sql`UPDATE ai_call_checkpoints SET audio_sha256 = REPEAT('9', 64)`],
  ])('one %s counts as none', async (_, damage) => {
    await save(claim);
    await damage.execute(queue.database.kysely);
    expect(await load()).toBeNull();
  });

  it('goes in the transaction that publishes', async () => {
    await save(claim);
    await publish(queue.database, claim, await finishedCall(), {});
    expect(await load()).toBeNull();
  });

  it('is pruned by age', async () => {
    await save(claim);
    expect(await pruneCheckpoints(queue.database, 7)).toBe(0);
    await sql`UPDATE ai_call_checkpoints SET created_at = UTC_TIMESTAMP(6) - INTERVAL 8 DAY`.execute(
      queue.database.kysely,
    );
    expect(await pruneCheckpoints(queue.database, 7)).toBe(1);
    expect(await load()).toBeNull();
  });
});

import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { monotonicMs, sleep } from '../../src/clock/clock.ts';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { databaseError } from '../../src/database/errors.ts';
import { migrate } from '../../src/database/migrate.ts';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { complete } from '../../src/queue/complete.ts';
import { heartbeat } from '../../src/queue/heartbeat.ts';
import { readRecording } from '../../src/queue/read.ts';
import { recoverExpired } from '../../src/queue/recover.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { FaultyProxy } from './fixtures/faulty-proxy.ts';
import { insertPending } from './queue.ts';

const LEASE_SECONDS = 1;
const SWEEP_MS = 100;
const QUERY_TIMEOUT_MS = 1000;
const CLAIM = /FOR UPDATE SKIP LOCKED/;
const FACTS = { sizeBytes: 1, sha256: 'a'.repeat(64), mimeType: null, durationSeconds: 1, channels: 1 };

const FAULTS = (['request', 'answer'] as const).flatMap((lost) =>
  (['reset', 'silence', 'half-open'] as const).map((effect) => ({ lost, effect })),
);

describe('between a worker and its database', () => {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let proxy: FaultyProxy;
  /** As a worker reaches the server, over the bad network. */
  let bad: Database;
  /** As everybody else does. */
  let good: Database;
  beforeEach(async () => {
    fresh = await freshDatabase();
    proxy = await FaultyProxy.open(fresh);
    bad = openDatabase({
      ...fresh,
      host: proxy.host,
      port: proxy.port,
      poolSize: 2,
      queryTimeoutMs: QUERY_TIMEOUT_MS,
    });
    good = openDatabase({ ...fresh, poolSize: 2, queryTimeoutMs: 10_000 });
    await migrate(good.kysely);
    // Connected already: the fault is to hit the statement, not the handshake.
    await sql`SELECT 1`.execute(bad.kysely);
  });
  afterEach(async () => {
    await bad.close();
    await proxy.close();
    await good.close();
    await fresh.drop();
  });

  it.each(FAULTS)(
    'a claim whose $lost is lost by $effect: the row is back after lease and sweep',
    async (fault) => {
      const [id = 0] = await insertPending(good, 1);
      const struck = proxy.arm({ at: CLAIM, ...fault });
      const started = monotonicMs();
      const error = databaseError(await rejection(claimNext(bad.kysely, 'unlucky', LEASE_SECONDS)), 'claim');
      expect(error).toMatchObject({ code: 'database_unavailable', retry: 'infrastructure' });
      expect(monotonicMs() - started).toBeLessThan(QUERY_TIMEOUT_MS * 5);
      await struck;

      const executed = fault.lost === 'answer';
      expect((await readRecording(good.kysely, id))?.processing_status).toBe(
        executed ? 'processing' : 'pending',
      );
      const claim = await claimWithin(LEASE_SECONDS * 1000 + SWEEP_MS + 1000);
      expect(claim.recordingId).toBe(id);
      // The next statement of the unlucky worker finds a connection that works and nothing to take.
      expect(await claimNext(bad.kysely, 'unlucky', LEASE_SECONDS)).toBeNull();
      expect(await complete(good.kysely, claim, { ...FACTS, redactedStorageKey: null })).toBe(true);
      expect(await readRecording(good.kysely, id)).toMatchObject({
        processing_status: 'completed',
        claimed_by: 'heir',
        // The lost one never began: it is refunded.
        attempts: 1,
      });
    },
  );

  it.each(FAULTS)(
    'a heartbeat whose $lost is lost by $effect: missed, not lost, and the next one holds',
    async (fault) => {
      const [id = 0] = await insertPending(good, 1);
      const claim = (await claimNext(bad.kysely, 'w', 60)) as Claim;
      const struck = proxy.arm({ at: /current_step/, ...fault });
      const error = databaseError(await rejection(beat(claim)), 'worker');
      expect(error.code).toBe('database_unavailable');
      await struck;
      expect(await beat(claim)).toBe(true);
      expect(await readRecording(good.kysely, id)).toMatchObject({ claim_token: claim.token, attempts: 1 });
    },
  );

  it.each(FAULTS)(
    'a completion whose $lost is lost by $effect: done at most once, whoever asks again',
    async (fault) => {
      const [id = 0] = await insertPending(good, 1);
      const claim = (await claimNext(bad.kysely, 'w', 60)) as Claim;
      const struck = proxy.arm({ at: /'completed'/, ...fault });
      const done = () => complete(bad.kysely, claim, { ...FACTS, redactedStorageKey: null });
      expect(databaseError(await rejection(done()), 'publish').code).toBe('database_unavailable');
      await struck;
      expect(await done()).toBe(fault.lost === 'request');
      expect(await readRecording(good.kysely, id)).toMatchObject({
        processing_status: 'completed',
        attempts: 1,
      });
    },
  );

  it.each([CLAIM, /'completed'/, /current_step/])(
    'KILL of the connection before %s reaches the server: one error, then it works again',
    async (at) => {
      const [id = 0] = await insertPending(good, 1);
      const first = at === CLAIM ? null : ((await claimNext(bad.kysely, 'w', 60)) as Claim);
      proxy.holdAt(at, (port) => kill(port));
      const act = async (): Promise<unknown> => {
        if (first === null) return await claimNext(bad.kysely, 'w', 60);
        return at.source.includes('step')
          ? beat(first)
          : complete(bad.kysely, first, { ...FACTS, redactedStorageKey: null });
      };
      expect(databaseError(await rejection(act()), 'claim').code).toBe('database_unavailable');
      expect(await act()).toBeTruthy();
      expect(await readRecording(good.kysely, id)).toMatchObject({ attempts: 1, stalls: 0 });
    },
  );

  it('a slow answer within the time limit is an answer', async () => {
    const [id = 0] = await insertPending(good, 1);
    proxy.holdAt(CLAIM, () => sleep(QUERY_TIMEOUT_MS / 2));
    expect((await claimNext(bad.kysely, 'w', 60))?.recordingId).toBe(id);
  });

  it('a worker cut off in the middle of a transaction holds its row no longer than the idle limit', async () => {
    const [id = 0] = await insertPending(good, 1);
    const claim = (await claimNext(good.kysely, 'w', LEASE_SECONDS)) as Claim;
    const struck = proxy.arm({ at: /commit$/i, lost: 'request', effect: 'silence' });
    const cut = bad.kysely
      .transaction()
      .execute((transaction) => complete(transaction, claim, { ...FACTS, redactedStorageKey: null }));
    expect(databaseError(await rejection(cut), 'publish').code).toBe('database_unavailable');
    await struck;
    // The server has not heard that the client is gone: the row is locked, so nobody else may take it yet.
    const heir = await claimWithin(10_000);
    expect(heir.recordingId).toBe(id);
  });

  const beat = (claim: Claim) => heartbeat(bad, claim, 60, { step: 'decode', percent: 1 });

  /** Sweeps and claims as a fleet does, until the row comes. */
  async function claimWithin(ms: number): Promise<Claim> {
    const deadline = monotonicMs() + ms;
    while (monotonicMs() < deadline) {
      const claim = await claimNext(good.kysely, 'heir', 60);
      if (claim !== null) return claim;
      await recoverExpired(good);
      await sleep(SWEEP_MS);
    }
    throw new Error(`the row did not come back within ${ms} ms`);
  }

  async function kill(port: number): Promise<void> {
    const { rows } = await sql<{ id: number }>`
      SELECT ID AS id FROM information_schema.PROCESSLIST WHERE HOST LIKE ${`%:${port}`}`.execute(
      good.kysely,
    );
    await sql.raw(`KILL ${rows[0]?.id}`).execute(good.kysely);
  }
});

async function rejection(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: unknown) => error,
  );
}

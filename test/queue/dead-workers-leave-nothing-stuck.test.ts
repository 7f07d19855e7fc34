import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beginAttempt } from '../../src/queue/attempts.ts';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { closeLostAttempts } from '../../src/queue/close-lost-attempts.ts';
import { heartbeat } from '../../src/queue/heartbeat.ts';
import { readRecording } from '../../src/queue/read.ts';
import { recoverExpired } from '../../src/queue/recover.ts';
import { expireLease, insertPending, openQueue } from './queue.ts';

describe('the sweep of expired leases', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
  });
  afterAll(() => queue.close());
  beforeEach(() => sql`DELETE FROM ai_call_recordings`.execute(queue.database.kysely));

  async function claimAndDie(): Promise<Claim> {
    const claim = (await claimNext(queue.database.kysely, 'doomed', 60)) as Claim;
    await beginAttempt(queue.database.kysely, claim, 1, 'doomed');
    await expireLease(queue.database, claim.recordingId);
    return claim;
  }

  it('puts the row back and closes the lost attempt; the dead worker can no longer write', async () => {
    const [id = 0] = await insertPending(queue.database, 1);
    const claim = await claimAndDie();
    expect(await recoverExpired(queue.database)).toBe(1);
    expect(await closeLostAttempts(queue.database)).toBe(1);
    expect(await readRecording(queue.database.kysely, id)).toMatchObject({
      processing_status: 'pending',
      stalls: 1,
      error_code: 'worker_lost',
      claim_token: null,
    });
    expect(await heartbeat(queue.database, claim, 60, { step: 'decode', percent: 1 })).toBe(false);
    const attempts = await queue.database.kysely.selectFrom('ai_call_attempts').selectAll().execute();
    expect(attempts).toMatchObject([{ outcome: 'lost', error_code: 'lease_lost' }]);
  });

  it('sets an input aside after two stalls instead of killing a third worker', async () => {
    const [id = 0] = await insertPending(queue.database, 1);
    for (let round = 0; round < 2; round += 1) {
      await claimAndDie();
      await recoverExpired(queue.database);
    }
    expect(await readRecording(queue.database.kysely, id)).toMatchObject({
      processing_status: 'failed',
      error_code: 'poison_input',
      stalls: 2,
    });
    expect(await claimNext(queue.database.kysely, 'w', 60)).toBeNull();
  });

  it('closes a lost attempt without waiting for who publishes the row meanwhile: no deadlock between the two', async () => {
    await insertPending(queue.database, 1);
    const dead = await claimAndDie();
    await recoverExpired(queue.database);
    const heir = (await claimNext(queue.database.kysely, 'heir', 60)) as Claim;
    await queue.database.kysely.transaction().execute(async (publishing) => {
      await sql`UPDATE ai_call_recordings SET current_step = 'publish' WHERE id = ${heir.recordingId}`.execute(
        publishing,
      );
      expect(await closeLostAttempts(queue.database)).toBe(1);
    });
    const attempts = await queue.database.kysely.selectFrom('ai_call_attempts').selectAll().execute();
    expect(attempts).toMatchObject([{ claim_token: dead.token, outcome: 'lost' }]);
  });

  it('charges nothing for claims whose worker never heard of them, however many', async () => {
    const [id = 0] = await insertPending(queue.database, 1);
    for (let round = 0; round < 4; round += 1) {
      await claimNext(queue.database.kysely, 'deaf', 60);
      await expireLease(queue.database, id);
      expect(await recoverExpired(queue.database)).toBe(1);
    }
    expect(await readRecording(queue.database.kysely, id)).toMatchObject({
      processing_status: 'pending',
      attempts: 0,
      stalls: 0,
    });
  });

  it('leaves rows alone whose lease still runs', async () => {
    await insertPending(queue.database, 1);
    await claimNext(queue.database.kysely, 'alive', 60);
    expect(await recoverExpired(queue.database)).toBe(0);
  });
});

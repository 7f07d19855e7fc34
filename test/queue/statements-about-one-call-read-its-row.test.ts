import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CallmillError } from '../../src/errors/error.ts';
import { beginAttempt, endAttempt } from '../../src/queue/attempts.ts';
import { cancel } from '../../src/queue/cancel.ts';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { closeLostAttempts } from '../../src/queue/close-lost-attempts.ts';
import { dateUndatedLeases } from '../../src/queue/date-undated-leases.ts';
import { fail } from '../../src/queue/fail.ts';
import { readFleetFacts } from '../../src/queue/fleet-facts.ts';
import { hasWork } from '../../src/queue/has-work.ts';
import { heartbeat, whyNotOwned } from '../../src/queue/heartbeat.ts';
import { release } from '../../src/queue/release.ts';
import { requeue } from '../../src/queue/requeue.ts';
import { findCall, submit } from '../../src/queue/submit.ts';
import { fillQueue } from './fill.ts';
import { plansOf, scansOf } from './plan.ts';
import { openQueue } from './queue.ts';

const HISTORY = 3000;

describe('beside a long history', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  let claim: Claim;
  beforeAll(async () => {
    queue = await openQueue();
    const { database } = queue;
    await fillQueue(database, { count: HISTORY, prefix: 'old-', status: 'completed' });
    await sql`
      INSERT INTO ai_call_attempts (recording_id, attempt, worker, claim_token, started_at, ended_at, outcome)
      SELECT id, 1, 'w', LPAD(id, 32, '0'), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 'completed'
      FROM ai_call_recordings`.execute(database.kysely);
    await fillQueue(database, { count: 50, prefix: 'new-' });
    await sql`ANALYZE TABLE ai_call_recordings, ai_call_attempts`.execute(database.kysely);
  });
  afterAll(() => queue.close());
  beforeEach(async () => {
    claim = (await claimNext(queue.database.kysely, 'w', 60)) as Claim;
    await beginAttempt(queue.database.kysely, claim, 1, 'w');
  });

  const error = new CallmillError('engine_timeout', 'No answer');
  const progress = { step: 'transcribe', percent: 10 };
  const kysely = () => queue.database.kysely;

  it.each<[string, readonly string[], () => Promise<unknown>]>([
    ['a heartbeat', ['PRIMARY'], () => heartbeat(queue.database, claim, 60, progress)],
    ['the reason of a lost row', ['PRIMARY'], () => whyNotOwned(kysely(), claim)],
    ['a failure', ['PRIMARY'], () => fail(kysely(), claim, error, 5)],
    ['giving a row back', ['PRIMARY'], () => release(kysely(), claim, error, 5)],
    ['the end of an attempt', ['one_per_claim'], () => endAttempt(kysely(), claim, 'retried', {}, error)],
    ['a cancellation', ['PRIMARY', 'running'], () => cancel(queue.database, [claim.recordingId])],
    [
      'putting a row back by its id',
      ['PRIMARY'],
      async () => {
        await fail(kysely(), claim, new CallmillError('not_audio', 'A text'), 0);
        await requeue(queue.database, { ids: [claim.recordingId] });
      },
    ],
    [
      'submitting a call that is known',
      ['one_call_per_tenant'],
      () => submit(queue.database, { callId: 'old-7', storageKey: 'old-7.wav' }),
    ],
    ['looking a call up by its name', ['one_call_per_tenant'], () => findCall(queue.database, 1, 'old-7')],
    ['attempts of claims that are gone', ['running', 'PRIMARY'], () => closeLostAttempts(queue.database)],
    ['rows without a lease', ['recover'], () => dateUndatedLeases(queue.database)],
  ])('%s reads %j and walks past no row', async (_, keys, run) => {
    const plans = await plansOf(queue.database, run);
    expect(scansOf(plans)).toEqual([]);
    const lines = plans.flat().filter(({ table, select }) => table !== '' && select !== 'INSERT');
    expect(lines.length).toBeGreaterThan(0);
    for (const { table, type, key, extra } of lines) {
      if (!table.startsWith('<') && key !== '') expect(keys).toContain(key);
      expect([`${table} ${type}`]).not.toEqual([`${table} index`]);
      expect(extra).not.toContain('filesort');
    }
  });

  it.each<[string, () => Promise<unknown>]>([
    ['what the fleet exports', () => readFleetFacts(kysely())],
    ['whether there is work', () => hasWork(queue.database)],
  ])('%s reads index entries of the queue and no row', async (_, run) => {
    const plans = await plansOf(queue.database, run);
    expect(scansOf(plans).filter(({ table }) => table === 'ai_call_recordings')).toEqual([]);
    for (const { table, type, extra } of plans.flat()) {
      if (table !== 'ai_call_recordings') continue;
      expect(['ref', 'range']).toContain(type);
      expect(extra).toContain('Using index');
    }
  });
});

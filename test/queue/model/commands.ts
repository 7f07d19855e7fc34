import fc from 'fast-check';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Database } from '../../../src/database/connect.ts';
import { CallmillError } from '../../../src/errors/error.ts';
import { beginAttempt } from '../../../src/queue/attempts.ts';
import { type Claim, claimNext } from '../../../src/queue/claim.ts';
import { Claimer } from '../../../src/queue/claimer.ts';
import { complete } from '../../../src/queue/complete.ts';
import { fail } from '../../../src/queue/fail.ts';
import { heartbeat } from '../../../src/queue/heartbeat.ts';
import { recoverExpired } from '../../../src/queue/recover.ts';
import { release } from '../../../src/queue/release.ts';
import { requeue } from '../../../src/queue/requeue.ts';
import type { ModelRow, QueueModel } from './queue-model.ts';

/** One operation: what it does to the server, checked against what it does to the model. */
export interface Operation {
  readonly name: string;
  run(model: QueueModel, database: Database): Promise<void>;
}

const FACTS = {
  sizeBytes: 1,
  sha256: 'a'.repeat(64),
  mimeType: null,
  durationSeconds: 1,
  channels: 1,
  redactedStorageKey: null,
};
const HOUR = 3600;
/** Picks among whatever exists when the operation runs. */
const pick = fc.nat({ max: 1000 });
const at = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)];

const insert = fc.record({
  priority: fc.integer({ min: 1, max: 3 }),
  maxAttempts: fc.integer({ min: 0, max: 3 }),
});
const failure = fc.record({
  claim: pick,
  kind: fc.constantFrom('retryable', 'permanent', 'crash'),
  atOnce: fc.boolean(),
});
const CODES = { retryable: 'engine_timeout', permanent: 'not_audio', crash: 'engine_crashed' } as const;

/**
 * All operations, few inserts and many claims and deaths, so that the same rows live long lives. A new statement of
 * the queue gets its line here and its effect in the model.
 */
export const OPERATIONS: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 1, arbitrary: insert.map(({ priority, maxAttempts }) => inserts(priority, maxAttempts)) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }).map(claims) },
  { weight: 2, arbitrary: pick.map(beats) },
  { weight: 2, arbitrary: pick.map(completes) },
  { weight: 3, arbitrary: failure.map(({ claim, kind, atOnce }) => fails(claim, kind, atOnce)) },
  { weight: 2, arbitrary: fc.tuple(pick, fc.boolean()).map(([claim, atOnce]) => releases(claim, atOnce)) },
  { weight: 5, arbitrary: pick.map(expires) },
  { weight: 4, arbitrary: fc.constant(sweeps()) },
  { weight: 1, arbitrary: pick.map(requeues) },
  { weight: 1, arbitrary: pick.map(cancels) },
  { weight: 1, arbitrary: pick.map(timePasses) },
  {
    weight: 1,
    arbitrary: fc.tuple(pick, fc.integer({ min: 1, max: 3 })).map(([row, to]) => reprioritises(row, to)),
  },
);

function inserts(priority: number, maxAttempts: number): Operation {
  return {
    name: `insert priority ${priority}, at most ${maxAttempts}`,
    async run(model, database) {
      const result = await sql`
        INSERT INTO ai_call_recordings (apex_id, storage_key, priority, max_attempts)
        VALUES (UUID(), 'k', ${priority}, ${maxAttempts})`.execute(database.kysely);
      model.insert(Number(result.insertId), priority, maxAttempts);
    },
  };
}

/** Several workers at the same moment: together they must take the first rows of the order, each row once. */
function claims(workers: number): Operation {
  return {
    name: `${workers} claim`,
    async run(model, database) {
      const expected = model.claimable().slice(0, workers);
      // Alone a worker keeps to the order; several at once step aside for each other, so here the exact statement speaks.
      const answers =
        workers === 1
          ? [await new Claimer(database, 'w0', HOUR).next()]
          : await Promise.all(
              Array.from({ length: workers }, (_, worker) => claimNext(database.kysely, `w${worker}`, HOUR)),
            );
      const won = answers.filter((answer) => answer !== null);
      expect(won.map((claim) => claim.recordingId).toSorted((a, b) => a - b)).toEqual(
        expected.map((row) => row.id).toSorted((a, b) => a - b),
      );
      for (const claim of won) {
        const row = expected.find((candidate) => candidate.id === claim.recordingId);
        if (row === undefined) continue;
        model.claim(row, claim.token);
        await beginAttempt(database.kysely, claim, row.attempts, 'w');
      }
    },
  };
}

/** A write under some token: when the model says it is stale, not one column of any row may change. */
function guarded(
  name: string,
  index: number,
  write: (database: Database, claim: Claim) => Promise<unknown>,
  effect: (model: QueueModel, row: ModelRow) => unknown,
  refusal: unknown,
): Operation {
  return {
    name: `${name} under claim ${index}`,
    async run(model, database) {
      const claim = at(model.claims, index);
      if (claim === undefined) return;
      const row = model.owned(claim);
      const before = row === undefined ? await everything(database) : null;
      const answer = await write(database, claim);
      expect(answer).toEqual(row === undefined ? refusal : effect(model, row));
      if (before !== null) expect(await everything(database)).toEqual(before);
    },
  };
}

function beats(index: number): Operation {
  return guarded(
    'heartbeat',
    index,
    (database, claim) => heartbeat(database, claim, HOUR, { step: 'decode', percent: 5 }),
    (_, row) => {
      row.expired = false;
      return true;
    },
    false,
  );
}

function completes(index: number): Operation {
  return guarded(
    'complete',
    index,
    (database, claim) => complete(database.kysely, claim, FACTS),
    (model, row) => {
      model.complete(row);
      return true;
    },
    false,
  );
}

function fails(index: number, kind: keyof typeof CODES, atOnce: boolean): Operation {
  const code = CODES[kind];
  return guarded(
    `${kind} failure, ${atOnce ? 'at once' : 'in an hour'},`,
    index,
    (database, claim) => fail(database.kysely, claim, new CallmillError(code, 'No'), atOnce ? 0 : HOUR),
    (model, row) =>
      model.fail(row, { code, permanent: kind === 'permanent', crash: kind === 'crash', atOnce }),
    'lost',
  );
}

function releases(index: number, atOnce: boolean): Operation {
  const reason = new CallmillError('worker_stopped', 'Stopped');
  return guarded(
    `release, ${atOnce ? 'at once' : 'in an hour'},`,
    index,
    (database, claim) => release(database.kysely, claim, reason, atOnce ? 0 : HOUR),
    (model, row) => {
      model.release(row, reason.code, atOnce);
      return true;
    },
    false,
  );
}

/** The owner dies: its lease runs out. */
function expires(index: number): Operation {
  return onRow(
    'lease runs out',
    index,
    (row) => row.status === 'processing',
    async (row, _, database) => {
      row.expired = true;
      await sql`UPDATE ai_call_recordings SET lease_expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND
              WHERE id = ${row.id}`.execute(database.kysely);
    },
  );
}

function sweeps(): Operation {
  return {
    name: 'sweep',
    async run(model, database) {
      expect(await recoverExpired(database)).toBe(model.sweep());
    },
  };
}

function requeues(index: number): Operation {
  return onRow(
    'requeue',
    index,
    () => true,
    async (row, model, database) => {
      expect(await requeue(database, { ids: [row.id] })).toBe(model.requeue(row) ? 1 : 0);
    },
  );
}

function cancels(index: number): Operation {
  return onRow(
    'cancel',
    index,
    () => true,
    async (row, model, database) => {
      model.cancel(row);
      await sql`UPDATE ai_call_recordings SET processing_status = 'cancelled'
              WHERE id = ${row.id} AND processing_status IN ('pending', 'processing')`.execute(
        database.kysely,
      );
    },
  );
}

function timePasses(index: number): Operation {
  return onRow(
    'its hour passes',
    index,
    (row) => row.since === null,
    async (row, model, database) => {
      model.becomeAvailable(row);
      await sql`UPDATE ai_call_recordings SET available_at = UTC_TIMESTAMP(6) WHERE id = ${row.id}`.execute(
        database.kysely,
      );
    },
  );
}

function reprioritises(index: number, priority: number): Operation {
  return onRow(
    `priority becomes ${priority}`,
    index,
    () => true,
    async (row, _, database) => {
      row.priority = priority;
      await sql`UPDATE ai_call_recordings SET priority = ${priority} WHERE id = ${row.id}`.execute(
        database.kysely,
      );
    },
  );
}

function onRow(
  name: string,
  index: number,
  when: (row: ModelRow) => boolean,
  act: (row: ModelRow, model: QueueModel, database: Database) => Promise<void>,
): Operation {
  return {
    name: `${name} (row ${index})`,
    async run(model, database) {
      const row = at(model.rows.filter(when), index);
      if (row !== undefined) await act(row, model, database);
    },
  };
}

async function everything(database: Database): Promise<unknown[]> {
  return database.kysely.selectFrom('ai_call_recordings').selectAll().orderBy('id').execute();
}

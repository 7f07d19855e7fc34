import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Database } from '../../src/database/connect.ts';
import { OPERATIONS, type Operation } from './model/commands.ts';
import { QueueModel } from './model/queue-model.ts';
import { openQueue } from './queue.ts';

const { runs, seed } = inject('effort');

describe(`any sequence of operations (${runs} sequences, seed ${seed})`, () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
  });
  afterAll(() => queue.close());

  it(
    'leaves every row in the state that the model says, with at most one live token a row',
    async () => {
      const sequences = fc.array(OPERATIONS, { minLength: 5, maxLength: 60, size: 'max' });
      await fc.assert(
        fc.asyncProperty(sequences, (operations) => replay(operations, queue.database)),
        { numRuns: runs, seed, reporter },
      );
    },
    30_000 + runs * 1000,
  );
});

async function replay(operations: readonly Operation[], database: Database): Promise<void> {
  await database.kysely.deleteFrom('ai_call_recordings').execute();
  const model = new QueueModel();
  for (const operation of operations) {
    await operation.run(model, database);
    expect(await observed(database), `after ${operation.name}`).toEqual(expected(model));
  }
}

/** What the server says of every row, in the model's words. */
async function observed(database: Database) {
  const rows = await database.kysely.selectFrom('ai_call_recordings').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    status: row.processing_status,
    priority: row.priority,
    attempts: row.attempts,
    stalls: row.stalls,
    // Only a running row's token is live; what the application leaves on a cancelled row guards nothing.
    token: row.processing_status === 'processing' ? row.claim_token : null,
    hasLease: row.processing_status === 'processing' && row.lease_expires_at !== null,
    errorCode: row.error_code,
  }));
}

function expected(model: QueueModel) {
  return model.rows.map((row) => ({
    id: row.id,
    status: row.status,
    priority: row.priority,
    attempts: row.attempts,
    stalls: row.stalls,
    token: row.status === 'processing' ? row.token : null,
    hasLease: row.status === 'processing',
    errorCode: row.errorCode,
  }));
}

/** Says which operations broke it, shortest sequence first, and how to see it again. */
function reporter(details: fc.RunDetails<[Operation[]]>): void {
  if (!details.failed) return;
  const steps = details.counterexample?.[0].map((operation) => `  ${operation.name}`).join('\n');
  const replayed = `CALLMILL_TEST_SEED=${details.seed}`;
  throw new Error(`After ${details.numShrinks} shrinks (${replayed}):\n${steps}`, {
    cause: details.errorInstance,
  });
}

import { randomBytes } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Connection, Database } from '../../src/database/connect.ts';
import { claimNext } from '../../src/queue/claim.ts';
import { Claimer } from '../../src/queue/claimer.ts';
import { complete } from '../../src/queue/complete.ts';

/** A claimed row and what proves it. */
export interface Won {
  readonly recordingId: number;
  readonly token: string;
}

/** A way to take a row from the table; all of them complete it by callmill's own statement. */
export interface Shape {
  readonly name: string;
  /** The product's own, measured with every number of claimers. */
  readonly ours?: true;
  readonly isolation: 'READ COMMITTED' | 'REPEATABLE READ';
  /** An index it needs besides the product's own, made before its run and dropped after. */
  readonly index?: { readonly name: string; readonly columns: string };
  claim(database: Database): Promise<Won | null>;
}

const LEASE_SECONDS = 120;

export const SHAPES: readonly Shape[] = [
  {
    name: 'a look at the head, then a claim by key (what workers do)',
    ours: true,
    isolation: 'READ COMMITTED',
    claim: (database) => claimerOf(database).next(),
  },
  {
    name: 'the one statement without the look: UPDATE joined to SELECT … SKIP LOCKED',
    ours: true,
    isolation: 'READ COMMITTED',
    claim: (database) => claimNext(database.kysely, 'bench', LEASE_SECONDS),
  },
  {
    name: 'BEGIN, SELECT … SKIP LOCKED, UPDATE, COMMIT',
    isolation: 'READ COMMITTED',
    claim: selectThenUpdate,
  },
  { name: 'the same', isolation: 'REPEATABLE READ', claim: selectThenUpdate },
  { name: 'UPDATE … ORDER BY … LIMIT 1', isolation: 'READ COMMITTED', claim: plainUpdate },
  {
    name: 'status IN (…)',
    isolation: 'READ COMMITTED',
    claim: (database) =>
      joinedUpdate(database, sql`FORCE INDEX (claim)`, sql`processing_status IN ('pending', 'cancelled')`),
  },
  {
    name: 'index on status only',
    isolation: 'READ COMMITTED',
    index: { name: 'bench_status', columns: 'processing_status' },
    claim: (database) =>
      joinedUpdate(database, sql`FORCE INDEX (bench_status)`, sql`processing_status = 'pending'`),
  },
];

/** One per connection, as a worker has one. */
const claimers = new WeakMap<Database, Claimer>();

function claimerOf(database: Database): Claimer {
  const claimer = claimers.get(database) ?? new Claimer(database, 'bench', LEASE_SECONDS);
  claimers.set(database, claimer);
  return claimer;
}

/** The last step of a job, the same for all. @returns false when the row was no longer its own */
export async function finish(connection: Connection, won: Won): Promise<boolean> {
  return complete(connection, won, {
    sizeBytes: 1,
    sha256: 'a'.repeat(64),
    mimeType: null,
    durationSeconds: 1,
    channels: 1,
    redactedStorageKey: null,
  });
}

async function selectThenUpdate({ kysely }: Database): Promise<Won | null> {
  const token = newToken();
  const within = async (transaction: Connection): Promise<Won | null> => {
    const { rows } = await sql<{ id: number }>`
      SELECT id FROM ai_call_recordings FORCE INDEX (claim)
      WHERE processing_status = 'pending' AND available_at <= UTC_TIMESTAMP(6)
      ORDER BY priority, available_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(transaction);
    const [row] = rows;
    if (row === undefined) return null;
    await sql`UPDATE ai_call_recordings SET ${claimed(token)} WHERE id = ${row.id}`.execute(transaction);
    return { recordingId: row.id, token };
  };
  return kysely.isTransaction ? within(kysely) : kysely.transaction().execute(within);
}

async function plainUpdate(database: Database): Promise<Won | null> {
  const token = newToken();
  const result = await sql`
    UPDATE ai_call_recordings SET id = LAST_INSERT_ID(id), ${claimed(token)}
    WHERE processing_status = 'pending' AND available_at <= UTC_TIMESTAMP(6)
    ORDER BY priority, available_at, id LIMIT 1`.execute(database.kysely);
  return won(result, token);
}

async function joinedUpdate(
  database: Database,
  index: RawBuilder<unknown>,
  where: RawBuilder<unknown>,
): Promise<Won | null> {
  const token = newToken();
  const result = await sql`
    UPDATE (
      SELECT id FROM ai_call_recordings ${index}
      WHERE ${where} AND available_at <= UTC_TIMESTAMP(6)
      ORDER BY priority, available_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
    ) AS next
    STRAIGHT_JOIN ai_call_recordings AS r FORCE INDEX (PRIMARY) ON r.id = next.id
    SET r.id = LAST_INSERT_ID(r.id), ${claimed(token)}`.execute(database.kysely);
  return won(result, token);
}

function claimed(token: string): RawBuilder<unknown> {
  return sql`processing_status = 'processing', claimed_by = 'bench', claim_token = ${token}, attempts = attempts + 1,
    lease_expires_at = UTC_TIMESTAMP(6) + INTERVAL ${LEASE_SECONDS} SECOND, processing_started_at = UTC_TIMESTAMP(6)`;
}

function won(result: { numAffectedRows?: bigint; insertId?: bigint }, token: string): Won | null {
  return (result.numAffectedRows ?? 0n) === 0n ? null : { recordingId: Number(result.insertId), token };
}

function newToken(): string {
  return randomBytes(16).toString('hex');
}

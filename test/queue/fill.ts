import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../src/database/connect.ts';

/** Rows to put into the queue at once. */
export interface Fill {
  readonly count: number;
  readonly prefix: string;
  readonly tenant?: number;
  readonly priority?: number;
  /** SQL; `n` is the row's number, from 0. Default one second ago, in order of `n`. */
  readonly availableAt?: RawBuilder<unknown>;
  readonly status?: 'pending' | 'completed';
}

const DIGITS = [1, 10, 100, 1000, 10_000, 100_000];

/** Inserts many rows with one statement that both engines know. */
export async function fillQueue(database: Database, fill: Fill): Promise<void> {
  const digit = sql`(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
    UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)`;
  const places = DIGITS.filter((place) => place === 1 || place < fill.count);
  const numbers = sql`
    SELECT ${sql.join(
      places.map((place) => sql`${sql.ref(`t${place}`)}.d * ${sql.lit(place)}`),
      sql` + `,
    )} AS n
    FROM ${sql.join(
      places.map((place) => sql`${digit} AS ${sql.ref(`t${place}`)}`),
      sql` CROSS JOIN `,
    )}`;
  const availableAt = fill.availableAt ?? sql`UTC_TIMESTAMP(6) - INTERVAL 1 SECOND + INTERVAL n MICROSECOND`;
  await sql`
    INSERT INTO ai_call_recordings
      (tenant_id, apex_id, storage_key, priority, available_at, processing_status, processing_completed_at)
    SELECT ${fill.tenant ?? 1}, CONCAT(${fill.prefix}, n), CONCAT(${fill.prefix}, n, '.wav'), ${fill.priority ?? 100},
           ${availableAt}, ${fill.status ?? 'pending'},
           IF(${fill.status ?? 'pending'} = 'completed', UTC_TIMESTAMP(6) - INTERVAL n SECOND, NULL)
    FROM (${numbers}) AS numbers
    WHERE n < ${fill.count}`.execute(database.kysely);
}

/** Adds a tenant; null is no cap. */
export async function addTenant(database: Database, id: number, cap: number | null = null): Promise<void> {
  await sql`INSERT INTO ai_tenants (id, name, max_concurrent) VALUES (${id}, ${`tenant ${id}`}, ${cap})`.execute(
    database.kysely,
  );
}

/** Leaves the tables as migrations made them. */
export async function emptyQueue(database: Database): Promise<void> {
  for (const statement of [
    sql`DELETE FROM ai_call_recordings`,
    sql`DELETE FROM ai_tenants WHERE id <> 1`,
    sql`UPDATE ai_tenants SET max_concurrent = NULL`,
    sql`DELETE FROM ai_tenant_turns`,
  ])
    await statement.execute(database.kysely);
}

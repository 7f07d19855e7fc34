import { once } from 'node:events';
import { createServer } from 'node:net';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connect.ts';
import { databaseError } from '../../src/database/errors.ts';
import { claimNext } from '../../src/queue/claim.ts';
import { loadStatus } from '../../src/queue/status.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const nowhere = {
  host: '127.0.0.1',
  port: 1,
  database: 'x',
  user: 'x',
  password: 'secret',
  poolSize: 4,
  queryTimeoutMs: 500,
};

async function errorOf(work: Promise<unknown>) {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return databaseError(thrown, 'claim');
}

describe('a database that cannot be reached', () => {
  it('is database_unavailable, and closing the pool adds no error of its own', async () => {
    const database = openDatabase(nowhere);
    const error = await errorOf(loadStatus(database));
    expect(error).toMatchObject({ code: 'database_unavailable', retry: 'infrastructure', stage: 'claim' });
    expect(error.explanation).not.toContain('secret');
    await database.close();
  });

  it('is database_unavailable when it takes the connection and never says a word', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const database = openDatabase({ ...nowhere, port });
    expect(await errorOf(claimNext(database.kysely, 'w', 60))).toMatchObject({
      code: 'database_unavailable',
    });
    await database.close();
    silent.close();
  });

  it('is database_unavailable when a query gets no answer in time, and the next query uses a fresh connection', async () => {
    const fresh = await freshDatabase();
    const database = openDatabase({ ...fresh, poolSize: 1, queryTimeoutMs: 1500 });
    expect(await errorOf(sql`SELECT SLEEP(5)`.execute(database.kysely))).toMatchObject({
      code: 'database_unavailable',
    });
    expect((await sql<{ one: number }>`SELECT 1 AS one`.execute(database.kysely)).rows).toEqual([{ one: 1 }]);
    await database.close();
    await fresh.drop();
  });

  it('is database_unavailable when the server kills the connection in the middle of a query', async () => {
    const fresh = await freshDatabase();
    const database = openDatabase({ ...fresh, poolSize: 2, queryTimeoutMs: 5000 });
    const slow = errorOf(sql`SELECT SLEEP(4) /* to be killed */`.execute(database.kysely));
    const find = sql<{
      id: number;
    }>`SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(4)%'`;
    await expect.poll(async () => (await find.execute(database.kysely)).rows.length).toBe(1);
    const { rows } = await find.execute(database.kysely);
    await sql.raw(`KILL ${rows[0]?.id}`).execute(database.kysely);
    expect(await slow).toMatchObject({ code: 'database_unavailable' });
    await database.close();
    await fresh.drop();
  });

  it('speaks READ COMMITTED and UTC whatever the server defaults to', async () => {
    const fresh = await freshDatabase();
    const database = openDatabase({ ...fresh, poolSize: 1, queryTimeoutMs: 5000 });
    const { rows } = await sql<{ zone: string }>`SELECT @@session.time_zone AS zone`.execute(database.kysely);
    const isolation = await sql<{
      Value: string;
    }>`SHOW SESSION VARIABLES WHERE Variable_name IN ('tx_isolation', 'transaction_isolation')`.execute(
      database.kysely,
    );
    expect([rows[0]?.zone, isolation.rows[0]?.Value]).toEqual(['+00:00', 'READ-COMMITTED']);
    await database.close();
    await fresh.drop();
  });
});

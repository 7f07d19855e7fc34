import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { sleep } from '../../src/clock/clock.ts';
import { openDatabase } from '../../src/database/connect.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

describe('a pool that is left alone', () => {
  it.each([1, 3])(
    'of %d lets its connections go before the server does, and answers as if nothing had been',
    async (poolSize) => {
      const fresh = await freshDatabase();
      // Limits follow the query timeout: here the server gives up after 2 s and the pool after 1 s.
      const database = openDatabase({ ...fresh, poolSize, queryTimeoutMs: 500 });
      const observer = openDatabase({ ...fresh, poolSize: 1, queryTimeoutMs: 10_000 });
      const count = async () => {
        const { rows } = await sql<{ n: number }>`
        SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST WHERE DB = ${fresh.database}`.execute(
          observer.kysely,
        );
        return Number(rows[0]?.n) - 1;
      };
      const ask = () => sql<{ one: number }>`SELECT 1 AS one`.execute(database.kysely);
      await Promise.all(Array.from({ length: poolSize }, ask));
      expect(await count()).toBe(poolSize);
      await expect.poll(count, { timeout: 8000 }).toBe(0);
      // Past the server's own limit, whoever closed what.
      await sleep(500);
      for (let round = 0; round < 3; round += 1) {
        expect((await ask()).rows).toEqual([{ one: 1 }]);
      }
      await database.close();
      await observer.close();
      await fresh.drop();
    },
  );
});

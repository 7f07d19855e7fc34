import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { claimNext } from '../../src/queue/claim.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { insertPending } from './queue.ts';

const run = promisify(execFile);
const FAKETIME = '/usr/bin/faketime';
const WORKER = fileURLToPath(new URL('./fixtures/claim-and-hold.ts', import.meta.url));
const HOUR_MS = 3_600_000;

describe.skipIf(!existsSync(FAKETIME))(
  'a board whose clock is wrong (needs faketime: apt-get install faketime)',
  () => {
    let fresh: Awaited<ReturnType<typeof freshDatabase>>;
    let database: ReturnType<typeof openDatabase>;
    beforeAll(async () => {
      fresh = await freshDatabase();
      database = openDatabase({ ...fresh, poolSize: 2, queryTimeoutMs: 10_000 });
      await migrate(database.kysely);
    });
    afterAll(async () => {
      await database.close();
      await fresh.drop();
    });

    it.each([-1, 1])(
      'by %i h takes what is due, leaves what others hold, and gets its full lease',
      async (hours) => {
        await database.kysely.deleteFrom('ai_call_recordings').execute();
        const [held = 0, due = 0] = await insertPending(database, 2);
        const other = await claimNext(database.kysely, 'right-clock', 120);
        expect(other?.recordingId).toBe(held);
        const [waiting = 0] = await insertPending(database, 1, 'later');
        await sql`UPDATE ai_call_recordings SET available_at = UTC_TIMESTAMP(6) + INTERVAL 30 MINUTE, priority = 1
              WHERE id = ${waiting}`.execute(database.kysely);

        const { host, port, user, password, database: name } = fresh;
        const options = { host, port, user, password, database: name, poolSize: 1, queryTimeoutMs: 10_000 };
        const { stdout } = await run(FAKETIME, [
          '-f',
          `${hours < 0 ? '' : '+'}${hours}h`,
          process.execPath,
          WORKER,
          JSON.stringify(options),
        ]);
        const seen = JSON.parse(stdout) as { now: string; swept: number; kept: boolean; lease: string };
        // The clock really was wrong.
        expect(Math.abs(Date.parse(seen.now) - (Date.now() + hours * HOUR_MS))).toBeLessThan(60_000);
        expect(seen).toMatchObject({ swept: 0, kept: true });
        const { rows } = await sql<{ id: number; left: number }>`
      SELECT id, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), lease_expires_at) AS \`left\`
      FROM ai_call_recordings WHERE processing_status = 'processing' ORDER BY id`.execute(database.kysely);
        expect(rows.map((row) => row.id)).toEqual([held, due]);
        for (const { left } of rows) expect(Number(left)).toBeGreaterThan(100);
        for (const { left } of rows) expect(Number(left)).toBeLessThanOrEqual(120);
      },
    );
  },
);

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpSchema } from '../../scripts/schema/dump.ts';
import { openQueue } from '../queue/queue.ts';

const FILE = fileURLToPath(new URL('../../migrations/schema.sql', import.meta.url));
const REMEDY =
  'the migrations make other tables than migrations/schema.sql says: run "node scripts/dump-schema.ts" and review its diff';

describe('the tables that the migrations make', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
  });
  afterAll(() => queue.close());

  it('are those of migrations/schema.sql, on either engine', async () => {
    expect(await dumpSchema(queue.database.kysely), REMEDY).toBe(readFileSync(FILE, 'utf8'));
  });

  it('a column, an index or a default more shows, and a counter does not', async () => {
    const { kysely } = queue.database;
    const before = await dumpSchema(kysely);
    await sql`ALTER TABLE ai_call_attempts AUTO_INCREMENT = 900`.execute(kysely);
    expect(await dumpSchema(kysely)).toBe(before);
    for (const change of [
      'ALTER TABLE ai_workers ADD COLUMN extra INT NULL',
      'ALTER TABLE ai_workers ADD KEY by_extra (extra)',
      'ALTER TABLE ai_workers ALTER COLUMN extra SET DEFAULT 7',
      'ALTER TABLE ai_workers MODIFY extra BIGINT NULL',
      'ALTER TABLE ai_workers MODIFY models JSON NOT NULL',
    ]) {
      const last = await dumpSchema(kysely);
      await sql.raw(change).execute(kysely);
      expect(await dumpSchema(kysely), change).not.toBe(last);
    }
  });
});

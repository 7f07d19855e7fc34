import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../src/database/connect.ts';
import { migrate } from '../src/database/migrate.ts';
import { startPrivateMariaDB } from './private-mariadb.ts';
import { dumpSchema } from './schema/dump.ts';

/**
 * Writes migrations/schema.sql from an empty MariaDB to which every migration was applied.
 * Usage: node scripts/dump-schema.ts
 */
const OUTPUT = fileURLToPath(new URL('../migrations/schema.sql', import.meta.url));

const directory = await mkdtemp(join(tmpdir(), 'callmill-schema-'));
const server = await startPrivateMariaDB({ directory, database: 'callmill', durable: false });
const database = openDatabase({ ...server, database: 'callmill', poolSize: 2, queryTimeoutMs: 30_000 });
try {
  await migrate(database.kysely);
  await writeFile(OUTPUT, await dumpSchema(database.kysely));
  console.log(`written: ${OUTPUT}`);
} finally {
  await database.close();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}

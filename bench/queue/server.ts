import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { startPrivateMariaDB } from '../../scripts/private-mariadb.ts';
import { startPrivateMySQL } from '../../scripts/private-mysql.ts';
import { type Database, type DatabaseOptions, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';

const FOLDER = fileURLToPath(new URL('../../.callmill/', import.meta.url));
/** What a small database server would be given. */
const BUFFER_POOL_BYTES = 2 * 1024 ** 3;
/** A redo log of the tests' 16 MiB would be flushed all the time: 64 claimers lost a fifth of their rate to it. */
const REDO_LOG = '--innodb-log-file-size=512M';
const NAME = 'bench';

export interface BenchServer {
  readonly database: Database;
  readonly options: DatabaseOptions;
  readonly version: string;
  close(): Promise<void>;
}

/**
 * A durable server of its own with the product's tables. MariaDB keeps its data from run to run, MySQL does not.
 *
 * @param extra further arguments of the server
 */
export async function openServer(
  engine: 'mariadb' | 'mysql',
  extra: readonly string[],
): Promise<BenchServer> {
  const server =
    engine === 'mariadb'
      ? await startPrivateMariaDB({ directory: join(FOLDER, 'bench'), extra: [REDO_LOG, ...extra] })
      : await startPrivateMySQL({ directory: join(FOLDER, 'mysql'), extra });
  const options = {
    host: server.host,
    port: server.port,
    user: server.user,
    password: server.password,
    database: NAME,
    poolSize: 2,
    queryTimeoutMs: 600_000,
  };
  const anywhere = openDatabase({ ...options, database: 'information_schema' });
  await sql`CREATE DATABASE IF NOT EXISTS ${sql.ref(NAME)} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(
    anywhere.kysely,
  );
  await sql`SET GLOBAL innodb_buffer_pool_size = ${sql.lit(BUFFER_POOL_BYTES)}`.execute(anywhere.kysely);
  const { rows } = await sql<{ version: string }>`SELECT VERSION() AS version`.execute(anywhere.kysely);
  await anywhere.close();
  const database = openDatabase(options);
  await migrate(database.kysely);
  return {
    database,
    options,
    version: rows[0]?.version ?? 'unknown',
    async close() {
      await database.close();
      await server.stop();
    },
  };
}

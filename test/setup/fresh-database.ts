import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { inject } from 'vitest';
import type { TestDatabaseServer } from './database.ts';

export interface FreshDatabase extends TestDatabaseServer {
  /** Name of an empty database that nobody else uses. */
  readonly database: string;
  /** Removes it with all it holds. */
  drop(): Promise<void>;
}

/** A database of its own on the run's private server: call once per test file (beforeAll), drop in afterAll. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = inject('mariadb');
  const database = `test_${randomBytes(6).toString('hex')}`;
  await execute(server, `CREATE DATABASE ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  return { ...server, database, drop: () => execute(server, `DROP DATABASE IF EXISTS ${database}`) };
}

async function execute({ host, port, user, password }: TestDatabaseServer, sql: string): Promise<void> {
  const connection = await createConnection({ host, port, user, password });
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}

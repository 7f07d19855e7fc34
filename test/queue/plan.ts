import { type CompiledQuery, sql } from 'kysely';
import { vi } from 'vitest';
import type { Database } from '../../src/database/connect.ts';

/** One line of EXPLAIN. */
export interface PlanLine {
  readonly table: string;
  readonly type: string;
  readonly key: string;
  readonly extra: string;
}

/** Runs something and returns what the server says it would do for every statement that was really sent. */
export async function plansOf(database: Database, run: () => Promise<unknown>): Promise<PlanLine[][]> {
  const compile = vi.spyOn(database.kysely.getExecutor(), 'compileQuery');
  await run();
  const sent = compile.mock.results.map((result) => result.value as CompiledQuery);
  compile.mockRestore();
  const plans: PlanLine[][] = [];
  for (const query of sent) plans.push(await explain(database, query));
  return plans;
}

async function explain(database: Database, query: CompiledQuery): Promise<PlanLine[]> {
  const text = query.parameters.reduce<string>(
    (left, value) => left.replace('?', () => quote(value)),
    `EXPLAIN FORMAT = TRADITIONAL ${query.sql}`,
  );
  const lines = await sql.raw<Record<string, unknown>>(text).execute(database.kysely);
  return lines.rows.map((line) => ({
    table: String(line['table'] ?? ''),
    type: String(line['type'] ?? ''),
    key: String(line['key'] ?? ''),
    extra: String(line['Extra'] ?? ''),
  }));
}

function quote(value: unknown): string {
  if (value === null) return 'NULL';
  if (value instanceof Date) return `'${value.toISOString().slice(0, 23)}'`;
  return typeof value === 'number' ? String(value) : `'${String(value)}'`;
}

/** Rows and index entries that the one connection of `database` read while `run` ran. Needs a pool of one. */
export async function readsOf(database: Database, run: () => Promise<unknown>): Promise<number> {
  const before = await handlerReads(database);
  await run();
  return (await handlerReads(database)) - before;
}

/** SHOW STATUS itself reads no index; its own temporary rows are counted as rnd_next, which is left out. */
async function handlerReads(database: Database): Promise<number> {
  const status = await sql<{ Value: string }>`
    SHOW SESSION STATUS WHERE Variable_name IN
      ('Handler_read_key', 'Handler_read_next', 'Handler_read_prev', 'Handler_read_first', 'Handler_read_last')`.execute(
    database.kysely,
  );
  return status.rows.reduce((sum, row) => sum + Number(row.Value), 0);
}

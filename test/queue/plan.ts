import { CompiledQuery, DefaultQueryCompiler, sql } from 'kysely';
import { vi } from 'vitest';
import type { Connection, Database } from '../../src/database/connect.ts';

/** One line of EXPLAIN. */
export interface PlanLine {
  /** `SIMPLE`, `DERIVED`, `INSERT`, … */
  readonly select: string;
  readonly table: string;
  readonly type: string;
  readonly key: string;
  readonly extra: string;
}

/**
 * Runs something and returns what the server says it would do for every statement that was really sent, those of
 * transactions included: the text and the values are the product's own.
 */
export async function plansOf(database: Database, run: () => Promise<unknown>): Promise<PlanLine[][]> {
  const compile = vi.spyOn(DefaultQueryCompiler.prototype, 'compileQuery');
  await run();
  const sent = compile.mock.results.map((result) => result.value as CompiledQuery);
  compile.mockRestore();
  const plans: PlanLine[][] = [];
  for (const query of sent) plans.push(await explain(database, query));
  return plans;
}

/** Where a statement reads a whole table; of rows that an INSERT writes EXPLAIN says ALL too. */
export function scansOf(plans: readonly PlanLine[][]): PlanLine[] {
  return plans
    .flat()
    .filter(({ select, table, type }) => type === 'ALL' && select !== 'INSERT' && !table.startsWith('<'));
}

/** `FORMAT = TRADITIONAL`: MySQL 9 explains in a tree unless it is asked for a table. */
async function explain(database: Database, { sql: text, parameters }: CompiledQuery): Promise<PlanLine[]> {
  const query = CompiledQuery.raw(`EXPLAIN FORMAT = TRADITIONAL ${text}`, [...parameters]);
  const lines = await database.kysely.executeQuery<Record<string, unknown>>(query);
  return lines.rows.map((line) => ({
    select: String(line['select_type'] ?? ''),
    table: String(line['table'] ?? ''),
    type: String(line['type'] ?? ''),
    key: String(line['key'] ?? ''),
    extra: String(line['Extra'] ?? ''),
  }));
}

/** Rows and index entries that `database` read while `run` ran, hints included. Needs a pool of one. */
export async function readsOf(database: Database, run: () => Promise<unknown>): Promise<number> {
  const reads = async () => (await handlerReads(database.kysely)) + (await handlerReads(database.hints));
  const before = await reads();
  await run();
  return (await reads()) - before;
}

/** SHOW STATUS itself reads no index; its own temporary rows are counted as rnd_next, which is left out. */
async function handlerReads(connection: Connection): Promise<number> {
  const status = await sql<{ Value: string }>`
    SHOW SESSION STATUS WHERE Variable_name IN
      ('Handler_read_key', 'Handler_read_next', 'Handler_read_prev', 'Handler_read_first', 'Handler_read_last')`.execute(
    connection,
  );
  return status.rows.reduce((sum, row) => sum + Number(row.Value), 0);
}

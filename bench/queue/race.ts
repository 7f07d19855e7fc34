import { type ChildProcess, fork } from 'node:child_process';
import { on } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { monotonicMs, sleep } from '../../src/clock/clock.ts';
import type { Database, DatabaseOptions } from '../../src/database/connect.ts';
import type { Heat, Orders, Tally } from './claimer.ts';
import type { Shape } from './shapes.ts';

const CLAIMER = fileURLToPath(new URL('./claimer.ts', import.meta.url));
/** Connections live in a few processes: one would measure Node, sixty-four would measure the scheduler. */
const PROCESSES = 4;
/** A shape that needs longer is stopped and its rate is what it came to. */
const SECONDS = 10;

/** One race: so many claimers until nothing waits or the time is over. */
export interface Result {
  readonly claimers: number;
  readonly jobsPerSecond: number;
  /** Milliseconds of one claim, as the client sees it. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly deadlocks: number;
  readonly lockWaits: number;
  readonly empty: number;
  readonly twice: number;
}

/**
 * Starts the claimers, waits until all are connected, then lets them go together: once to warm up, once to be measured.
 *
 * Without the first heat the slowest hundredth of 64 claimers' 6,000 claims is the very first claim of each, made by a
 * process that has compiled nothing yet (seen: 130 ms in the first quarter of a second, 45 ms two seconds later).
 *
 * @param fill puts so many claimable rows into the queue and nothing else
 * @param jobsPerSecond how many jobs fall due to all of them together; null for as many as they can take
 */
export async function race(
  options: DatabaseOptions,
  fill: (heat: Heat) => Promise<void>,
  shape: number,
  claimers: number,
  jobsPerSecond: number | null = null,
): Promise<Result> {
  const processes = Math.min(PROCESSES, claimers);
  const team: Messages[] = [];
  for (let index = 0; index < processes; index += 1) {
    const share = Math.floor(claimers / processes) + (index < claimers % processes ? 1 : 0);
    const dueEachSecond = jobsPerSecond === null ? null : jobsPerSecond / claimers;
    const orders: Orders = { options, shape, claimers: share, seconds: SECONDS, dueEachSecond };
    team.push(new Messages(fork(CLAIMER, [JSON.stringify(orders)])));
  }
  const everyone = () => Promise.all(team.map((member) => member.next()));
  const run = async (heat: Heat) => {
    await fill(heat);
    const started = monotonicMs();
    for (const { child } of team) child.send(heat);
    await everyone();
    return (monotonicMs() - started) / 1000;
  };
  await everyone();
  await run('warm-up');
  const elapsed = await run('race');
  const tallies = (await everyone()) as Tally[];
  return summarise(claimers, elapsed, tallies);
}

/** Figures of several claimers' tallies, in the order of {@link Result}. */
export function summarise(claimers: number, elapsed: number, tallies: readonly Tally[]): Result {
  const ids = tallies.flatMap((tally) => tally.ids);
  const times = tallies.flatMap((tally) => tally.claimMs).toSorted((a, b) => a - b);
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  return {
    claimers,
    jobsPerSecond: ids.length / elapsed,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    deadlocks: sum((tally) => tally.deadlocks),
    lockWaits: sum((tally) => tally.lockWaits),
    empty: sum((tally) => tally.empty),
    twice: ids.length - new Set(ids).size + sum((tally) => tally.stolen),
  };
}

/** @param sorted ascending */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Index records that one claim holds locked until it commits; a row is two, its index entry and itself. */
export async function lockedRecords(database: Database, shape: Shape): Promise<number> {
  return database.kysely.connection().execute(async (connection) => {
    await sql`SET SESSION TRANSACTION ISOLATION LEVEL ${sql.raw(shape.isolation)}`.execute(connection);
    const transaction = await connection.startTransaction().execute();
    await shape.claim({ ...database, kysely: transaction });
    // The server refreshes the table at most every 100 ms.
    await sleep(200);
    const { rows } = await sql<{ locked: number }>`
      SELECT trx_rows_locked AS locked FROM information_schema.INNODB_TRX
      WHERE trx_mysql_thread_id = CONNECTION_ID()`.execute(transaction);
    await transaction.rollback().execute();
    await sql`SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED`.execute(connection);
    return Number(rows[0]?.locked ?? 0);
  });
}

/** What a process says, in order; two messages may arrive at once. */
class Messages {
  readonly child: ChildProcess;
  readonly #events: AsyncIterator<unknown[]>;

  constructor(child: ChildProcess) {
    this.child = child;
    this.#events = on(child, 'message', { close: ['exit'] });
  }

  async next(): Promise<unknown> {
    const { value, done } = await this.#events.next();
    if (done === true) throw new Error(`a claimer ended with ${this.child.exitCode} before its time`);
    return value[0];
  }
}

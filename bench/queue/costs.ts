import { monotonicMs } from '../../src/clock/clock.ts';
import type { Database } from '../../src/database/connect.ts';
import { claimNext } from '../../src/queue/claim.ts';
import { countByStatus, countQueue } from '../../src/queue/count.ts';
import { recoverExpired } from '../../src/queue/recover.ts';
import { percentile } from './race.ts';

/** Milliseconds, round trip included, so an upper bound of the server's own time. */
export interface Cost {
  readonly what: string;
  readonly p50: number;
  readonly p99: number;
}

/** What an idle fleet and its metrics cost; the queue is empty for the first two and as full as a race's for the rest. */
export async function emptyCosts(database: Database): Promise<readonly Cost[]> {
  return [
    await measure('an empty poll', 500, () => claimNext(database, 'bench', 120)),
    await measure('a sweep that finds nothing', 500, () => recoverExpired(database)),
  ];
}

export async function metricsCosts(database: Database, pending: number): Promise<readonly Cost[]> {
  return [
    await measure(`metrics: pending, processing, oldest (${pending} pending)`, 50, () =>
      countQueue(database),
    ),
    await measure('callmill status: rows by status, history included', 3, () => countByStatus(database)),
  ];
}

async function measure(what: string, times: number, work: () => Promise<unknown>): Promise<Cost> {
  await work();
  const taken: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const started = monotonicMs();
    await work();
    taken.push(monotonicMs() - started);
  }
  taken.sort((a, b) => a - b);
  return { what, p50: percentile(taken, 0.5), p99: percentile(taken, 0.99) };
}

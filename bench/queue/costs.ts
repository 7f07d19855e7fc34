import { monotonicMs } from '../../src/clock/clock.ts';
import type { Database } from '../../src/database/connect.ts';
import { claimNext } from '../../src/queue/claim.ts';
import { Claimer } from '../../src/queue/claimer.ts';
import { readFleetFacts } from '../../src/queue/fleet-facts.ts';
import { recoverExpired } from '../../src/queue/recover.ts';
import { loadStatus } from '../../src/queue/status.ts';
import { percentile } from './race.ts';

/** Milliseconds, round trip included, so an upper bound of the server's own time. */
export interface Cost {
  readonly what: string;
  readonly p50: number;
  readonly p99: number;
}

/** What an idle fleet and its metrics cost; the queue is empty for the first two and as full as a race's for the rest. */
export async function emptyCosts(database: Database): Promise<readonly Cost[]> {
  const claimer = new Claimer(database, 'bench', 120);
  return [
    await measure('an empty poll', 500, () => claimer.next()),
    await measure('an empty claim by the plain statement', 500, () =>
      claimNext(database.kysely, 'bench', 120),
    ),
    await measure('a sweep that finds nothing', 500, () => recoverExpired(database)),
  ];
}

export async function metricsCosts(database: Database, pending: number): Promise<readonly Cost[]> {
  return [
    await measure(`metrics of the fleet (${pending} pending)`, 50, () => readFleetFacts(database.kysely)),
    await measure('callmill status (a year of history)', 5, () => loadStatus(database)),
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

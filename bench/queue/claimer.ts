import { sql } from 'kysely';
import { monotonicMs, sleep } from '../../src/clock/clock.ts';
import { type Database, type DatabaseOptions, openDatabase } from '../../src/database/connect.ts';
import { isContention } from '../../src/database/errors.ts';
import { coerceError, systemCode } from '../../src/errors/coerce.ts';
import { finish, SHAPES, type Won } from './shapes.ts';

/** What one process of a race is told. */
export interface Orders {
  readonly options: DatabaseOptions;
  readonly shape: number;
  readonly claimers: number;
  readonly seconds: number;
  /** Claims a second that fall due to one claimer, at random moments; null for one at once after the other. */
  readonly dueEachSecond: number | null;
}

/** The first is not counted: a fleet's workers and its server have run for a while. */
export type Heat = 'warm-up' | 'race';

/** Enough for Node to compile what it repeats. */
const WARM_UP_SECONDS = 3;

/** What the claimers of one process, or of all, did. */
export interface Tally {
  readonly ids: number[];
  readonly claimMs: number[];
  deadlocks: number;
  lockWaits: number;
  /** Claims that came back with nothing, the last one of each claimer included. */
  empty: number;
  /** Rows whose completion found another owner: claimed twice. */
  stolen: number;
}

const [orders = '{}'] = process.argv.slice(2);
const { options, shape: number, claimers, seconds, dueEachSecond } = JSON.parse(orders) as Orders;
const shape = SHAPES[number] ?? SHAPES[0];
if (shape === undefined) throw new Error('there is at least one shape');
let tally = emptyTally();

// One connection a claimer, as one worker has.
const databases = await Promise.all(Array.from({ length: claimers }, connect));
process.on('message', async (heat: Heat) => {
  tally = emptyTally();
  const until = monotonicMs() + (heat === 'warm-up' ? WARM_UP_SECONDS : seconds) * 1000;
  await Promise.all(databases.map((database) => race(database, until)));
  process.send?.('done');
  if (heat === 'warm-up') return;
  process.send?.(tally, () => process.disconnect());
  await Promise.all(databases.map((database) => database.close()));
});
process.send?.('ready');

function emptyTally(): Tally {
  return { ids: [], claimMs: [], deadlocks: 0, lockWaits: 0, empty: 0, stolen: 0 };
}

async function connect(): Promise<Database> {
  const database = openDatabase({ ...options, poolSize: 1 });
  await sql`SET SESSION TRANSACTION ISOLATION LEVEL ${sql.raw(shape?.isolation ?? '')}`.execute(
    database.kysely,
  );
  return database;
}

async function race(database: Database, until: number): Promise<void> {
  let due = monotonicMs();
  while (due < until) {
    // Timed from when it fell due, not from when it was sent: a claim that waits behind a slow one waits.
    due = dueEachSecond === null ? monotonicMs() : due + pause(dueEachSecond);
    if (due > monotonicMs()) await sleep(due - monotonicMs());
    const started = due;
    const won = await patiently(() => shape?.claim(database) ?? Promise.resolve(null));
    if (won === 'contended') continue;
    tally.claimMs.push(monotonicMs() - started);
    if (won === null) {
      tally.empty += 1;
      if (!(await somethingWaits(database))) return;
      continue;
    }
    await complete(database, won);
  }
}

/** Milliseconds to the next of independent arrivals: exponentially distributed. */
function pause(eachSecond: number): number {
  return (-Math.log(1 - Math.random()) * 1000) / eachSecond;
}

async function complete(database: Database, won: Won): Promise<void> {
  for (;;) {
    const done = await patiently(() => finish(database.kysely, won));
    if (done === 'contended') continue;
    if (done) tally.ids.push(won.recordingId);
    else tally.stolen += 1;
    return;
  }
}

async function patiently<T>(work: () => Promise<T>): Promise<T | 'contended'> {
  try {
    return await work();
  } catch (thrown) {
    if (!isContention(thrown)) throw coerceError(thrown, 'claim');
    if (systemCode(thrown) === 'ER_LOCK_DEADLOCK') tally.deadlocks += 1;
    else tally.lockWaits += 1;
    return 'contended';
  }
}

async function somethingWaits(database: Database): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM ai_call_recordings FORCE INDEX (claim) WHERE processing_status = 'pending' LIMIT 1`.execute(
    database.kysely,
  );
  return rows.length > 0;
}

import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { monotonicMs } from '../../src/clock/clock.ts';
import type { Database, DatabaseOptions } from '../../src/database/connect.ts';
import type { Tally } from './claimer.ts';
import { type Result, summarise } from './race.ts';

const SCRIPT = fileURLToPath(new URL('./laravel.php', import.meta.url));

interface Claimer {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: Interface;
}

/** Laravel's version, or null where PHP or its queue is missing (apt-get install php-cli php-mysql php-illuminate-queue). */
export function laravelVersion(): string | null {
  try {
    return execFileSync('php', [SCRIPT, 'version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}

/** Laravel's own `jobs` table as its migration makes it, with so many jobs that wait and no history, which it deletes. */
export async function fillJobs(database: Database, count: number): Promise<void> {
  await sql`DROP TABLE IF EXISTS jobs`.execute(database.kysely);
  await sql`
    CREATE TABLE jobs (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      queue VARCHAR(255) NOT NULL,
      payload LONGTEXT NOT NULL,
      attempts TINYINT UNSIGNED NOT NULL,
      reserved_at INT UNSIGNED NULL,
      available_at INT UNSIGNED NOT NULL,
      created_at INT UNSIGNED NOT NULL,
      KEY jobs_queue_index (queue)
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(database.kysely);
  const payload = JSON.stringify({ displayName: 'ProcessCall', job: 'ProcessCall', data: { recording: 1 } });
  for (let first = 0; first < count; first += 1000) {
    const rows = Array.from(
      { length: Math.min(1000, count - first) },
      () => sql`('default', ${payload}, 0, UNIX_TIMESTAMP() - 1, UNIX_TIMESTAMP() - 1)`,
    );
    await sql`INSERT INTO jobs (queue, payload, attempts, available_at, created_at) VALUES ${sql.join(rows)}`.execute(
      database.kysely,
    );
  }
}

/** As {@link race}, with one PHP process a claimer, which is how Laravel runs them. */
export async function raceLaravel(options: DatabaseOptions, claimers: number): Promise<Result> {
  const { host, port, user, password, database } = options;
  const parameters = [host, String(port), user, password, database];
  const all = Array.from({ length: claimers }, (): Claimer => {
    const child = spawn('php', [SCRIPT, 'work', ...parameters], { stdio: ['pipe', 'pipe', 'inherit'] });
    return { child, lines: createInterface({ input: child.stdout }) };
  });
  await Promise.all(all.map(({ lines }) => once(lines, 'line')));
  const started = monotonicMs();
  const answers = all.map(({ lines }) => once(lines, 'line'));
  for (const { child } of all) child.stdin.end('go\n');
  const texts = await Promise.all(answers);
  const elapsed = (monotonicMs() - started) / 1000;
  return summarise(
    claimers,
    elapsed,
    texts.map(([text]) => ({ lockWaits: 0, stolen: 0, ...(JSON.parse(String(text)) as object) }) as Tally),
  );
}

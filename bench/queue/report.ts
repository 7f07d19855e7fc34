import type { Cost } from './costs.ts';
import type { Result } from './race.ts';

/** One line of the table of shapes. */
export interface Entry {
  readonly shape: string;
  readonly isolation: string;
  readonly lockedRecords: number | null;
  readonly result: Result;
}

/** The engine with other settings than its own. */
export interface OtherServer {
  readonly name: string;
  /** Which settings, and what they do. */
  readonly what: string;
  readonly entries: readonly Entry[];
}

/** A race whose claims fell due at random moments, so many a second. */
export interface Paced {
  readonly jobsPerSecond: number;
  readonly result: Result;
}

export interface Findings {
  readonly machine: string;
  readonly engine: string;
  readonly when: string;
  readonly rows: number;
  readonly pending: number;
  readonly load: string;
  readonly ours: readonly Entry[];
  readonly paced: readonly Paced[];
  /** The same on servers set up otherwise; empty where the engine cannot be. */
  readonly servers: readonly OtherServer[];
  readonly others: readonly Entry[];
  readonly costs: readonly Cost[];
  readonly notes: readonly string[];
}

const TARGET_JOBS = 1000;
const TARGET_POLL_MS = 1;
const TARGET_P99_MS = 50;

/** The results as a page. */
export function renderReport(found: Findings): string {
  const at16 = found.ours.find((entry) => entry.result.claimers === 16)?.result;
  return `# The queue, measured

Written by \`npm run bench:queue\`; trust the ratios, not the absolute numbers of a shared machine.

- machine: ${found.machine}; clients and server on it together
- load average before: ${found.load}
- server: ${found.engine}, durable (every commit flushed) unless said otherwise, 2 GiB buffer pool, 512 MiB redo log on MariaDB
- table: ${count(found.rows)} completed rows, ${count(found.pending)} pending before each race
- date: ${found.when}

## callmill

A job is a claim and a completion: a look and two statements, two commits. Times are those of one claim, the look included, seen by the
client. Each race follows a warm-up of up to three seconds and waits for the server to have purged what that left.

${table(found.ours, undefined)}

## callmill, 64 claimers at a given pace

Above, every claimer asks again the moment its job is done, so times are those of standing in line for the machine. Here
the claims of 64 claimers fall due at random moments, so many a second, as in a fleet whose calls last minutes; times
count from when a claim fell due.

| jobs/s due | jobs/s done | p50 ms | p95 ms | p99 ms |
|---|---|---|---|---|
${found.paced.map(({ jobsPerSecond, result: { jobsPerSecond: done, p50, p95, p99 } }) => `| ${jobsPerSecond} | ${Math.round(done)} | ${ms(p50)} | ${ms(p95)} | ${ms(p99)} |`).join('\n')}

${found.servers.map(serverSection).join('')}## Other shapes, same table, same run

${table(found.others, at16?.jobsPerSecond)}

## Idle and metrics

| | p50 ms | p99 ms |
|---|---|---|
${found.costs.map((cost) => `| ${cost.what} | ${ms(cost.p50)} | ${ms(cost.p99)} |`).join('\n')}

## Targets

${targets(found)}
${found.notes.map((note) => `\n- ${note}`).join('')}
`;
}

function serverSection({ name, what, entries }: OtherServer): string {
  return `## callmill, ${name}

${what}

${table(entries, undefined)}

`;
}

function table(entries: readonly Entry[], reference: number | undefined): string {
  const ratio = reference === undefined ? '' : ' callmill is faster by |';
  const head = `| shape | claimers | jobs/s |${ratio} p50 ms | p95 ms | p99 ms | deadlocks | lock waits | empty claims | claimed twice | records locked |`;
  const rule = head.replaceAll(/[^|]+/g, '---');
  const lines = entries.map(({ shape, isolation, lockedRecords, result }) => {
    const factor = reference === undefined ? [] : [`${(reference / result.jobsPerSecond).toFixed(1)} ×`];
    const cells = [
      `${shape}, ${isolation}`,
      result.claimers,
      Math.round(result.jobsPerSecond),
      ...factor,
      ms(result.p50),
      ms(result.p95),
      ms(result.p99),
      result.deadlocks,
      result.lockWaits,
      result.empty,
      result.twice,
      lockedRecords ?? '',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [head, rule, ...lines].join('\n');
}

function targets(found: Findings): string {
  const at = (claimers: number) => found.ours.find((entry) => entry.result.claimers === claimers)?.result;
  const at16 = at(16);
  const p99 = (entries: readonly Entry[]) =>
    entries.find((entry) => entry.result.claimers === 64)?.result.p99 ?? Infinity;
  const poll = found.costs.find((cost) => cost.what === 'an empty poll');
  const best = Math.max(0, ...found.others.map((entry) => entry.result.jobsPerSecond));
  const total = (of: (result: Result) => number) =>
    [found.ours, ...found.servers.map((server) => server.entries)]
      .flat()
      .reduce((sum, entry) => sum + of(entry.result), 0);
  const lines: readonly (readonly [string, string, boolean])[] = [
    [
      `≥ ${TARGET_JOBS} jobs/s at 16 claimers`,
      `${Math.round(at16?.jobsPerSecond ?? 0)}`,
      (at16?.jobsPerSecond ?? 0) >= TARGET_JOBS,
    ],
    [
      'ahead of every other shape',
      `best other ${Math.round(best)} jobs/s`,
      (at16?.jobsPerSecond ?? 0) > best,
    ],
    ['no deadlock', String(total((result) => result.deadlocks)), total((result) => result.deadlocks) === 0],
    ['no double claim', String(total((result) => result.twice)), total((result) => result.twice) === 0],
    [
      `empty poll ≤ ${TARGET_POLL_MS} ms`,
      `${ms(poll?.p50 ?? Infinity)} ms`,
      (poll?.p50 ?? Infinity) <= TARGET_POLL_MS,
    ],
    ...found.paced.map(({ jobsPerSecond, result }) =>
      claimTarget(`p99 of a claim ≤ ${TARGET_P99_MS} ms at 64, ${jobsPerSecond} jobs/s due`, result.p99),
    ),
    claimTarget(`p99 of a claim ≤ ${TARGET_P99_MS} ms at 64, each asking again at once`, p99(found.ours)),
    ...found.servers.map(({ name, entries }) => claimTarget(`the same, ${name}`, p99(entries))),
  ];
  const rows = lines.map(([what, figure, met]) => `| ${what} | ${figure} | ${met ? 'met' : 'missed'} |`);
  return ['| target | measured | |', '|---|---|---|', ...rows].join('\n');
}

function claimTarget(what: string, p99: number): readonly [string, string, boolean] {
  return [what, `${ms(p99)} ms`, p99 <= TARGET_P99_MS];
}

function ms(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(1);
}

function count(value: number): string {
  return value.toLocaleString('en');
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Memory that callmill may use and where the figure is from. */
export interface Budget {
  /** MB of 10⁶ bytes. */
  readonly budgetMb: number;
  readonly basis: string;
}

/** Left to the system when the budget is read off the machine. */
const RESERVE_MB = 500;
const MB = 1_000_000;

/**
 * What this machine has to give: as configured, else the least of MemAvailable less a reserve and of what each control
 * group around this process still allows.
 * On a Jetson the GPU shares it, and CUDA's own figure counts the page cache as used.
 *
 * @param configuredMb 0 reads the machine
 * @param root of the file system to read; tests bring their own
 */
export async function memoryBudget(configuredMb: number, root = '/'): Promise<Budget> {
  if (configuredMb > 0) return { budgetMb: configuredMb, basis: 'CALLMILL_MEMORY_BUDGET_MB' };
  const available = await availableMb(root);
  const free = Math.max(0, available - RESERVE_MB);
  const allowed = await controlGroupMb(root);
  if (allowed < free) return { budgetMb: allowed, basis: 'the memory limit of the control group' };
  return {
    budgetMb: free,
    basis: `MemAvailable of ${available} MB less ${RESERVE_MB} MB for the system`,
  };
}

async function availableMb(root: string): Promise<number> {
  const text = (await read(join(root, 'proc/meminfo'))) ?? '';
  const kilobytes = Number(/^MemAvailable:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
  return Math.floor((kilobytes * 1024) / MB);
}

/** What the process's own control group (version 2) and those around it still allow; infinite without a limit. */
async function controlGroupMb(root: string): Promise<number> {
  const own = /^0::(\/.*)$/m.exec((await read(join(root, 'proc/self/cgroup'))) ?? '')?.[1];
  if (own === undefined) return Number.POSITIVE_INFINITY;
  const mount = join(root, 'sys/fs/cgroup');
  const names = own.split('/').filter((name) => name !== '');
  const groups = Array.from({ length: names.length + 1 }, (_, depth) =>
    join(mount, ...names.slice(0, depth)),
  );
  return Math.min(...(await Promise.all(groups.map(allowedMb))));
}

/** The kernel takes back file pages that nobody used of late before it kills: they count as free here. */
async function allowedMb(group: string): Promise<number> {
  const limit = Number((await read(join(group, 'memory.max')))?.trim());
  const used = Number((await read(join(group, 'memory.current')))?.trim());
  if (!Number.isFinite(limit) || !Number.isFinite(used)) return Number.POSITIVE_INFINITY;
  const pages = Number(
    /^inactive_file (\d+)$/m.exec((await read(join(group, 'memory.stat'))) ?? '')?.[1] ?? 0,
  );
  return Math.max(0, Math.floor((limit - Math.max(0, used - pages)) / MB));
}

async function read(path: string): Promise<string | null> {
  return await readFile(path, 'utf8').catch(() => null);
}

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
 * What this machine has to give: as configured, else MemAvailable less a reserve, or less if a control group allows less.
 * On a Jetson the GPU shares it, and CUDA's own figure counts the page cache as used.
 *
 * @param configuredMb 0 reads the machine
 * @param root of the file system to read; tests bring their own
 */
export async function memoryBudget(configuredMb: number, root = '/'): Promise<Budget> {
  if (configuredMb > 0) return { budgetMb: configuredMb, basis: 'CALLMILL_MEMORY_BUDGET_MB' };
  const available = await availableMb(root);
  const allowed = await controlGroupMb(root);
  if (allowed !== null && allowed < available) {
    return { budgetMb: allowed, basis: 'the memory limit of the control group' };
  }
  return {
    budgetMb: Math.max(0, available - RESERVE_MB),
    basis: `MemAvailable of ${available} MB less ${RESERVE_MB} MB for the system`,
  };
}

async function availableMb(root: string): Promise<number> {
  const text = (await read(join(root, 'proc/meminfo'))) ?? '';
  const kilobytes = Number(/^MemAvailable:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
  return Math.floor((kilobytes * 1024) / MB);
}

/** Limit less use of the process's own control group, version 2; null where there is no limit. */
async function controlGroupMb(root: string): Promise<number | null> {
  const own = /^0::(\/.*)$/m.exec((await read(join(root, 'proc/self/cgroup'))) ?? '')?.[1];
  if (own === undefined) return null;
  const directory = join(root, 'sys/fs/cgroup', own);
  const limit = Number((await read(join(directory, 'memory.max')))?.trim());
  const used = Number((await read(join(directory, 'memory.current')))?.trim());
  if (!Number.isFinite(limit) || !Number.isFinite(used)) return null;
  return Math.max(0, Math.floor((limit - used) / MB));
}

async function read(path: string): Promise<string | null> {
  return await readFile(path, 'utf8').catch(() => null);
}

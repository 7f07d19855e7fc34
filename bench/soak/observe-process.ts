import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What one process holds at one moment. */
export interface Holding {
  /** Resident memory in MiB. */
  readonly residentMb: number;
  readonly files: number;
  /** Children that have ended and were never waited for. */
  readonly zombies: number;
}

/** @throws when the process is gone */
export function holdingOf(pid: number): Holding {
  return {
    residentMb: memoryMb(pid, 'VmRSS'),
    files: readdirSync(`/proc/${pid}/fd`).length,
    zombies: childrenOf(pid).filter((child) => child.state === 'Z').length,
  };
}

/** Highest resident memory of a process since it began, in MiB. */
export function peakMb(pid: number): number {
  return memoryMb(pid, 'VmHWM');
}

/** What a process has open, counted by kind (`socket`, `pipe`, `anon_inode`, a path): says what leaks. */
export function openFiles(pid: number): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of readdirSync(`/proc/${pid}/fd`)) {
    const kind = linkOf(`/proc/${pid}/fd/${name}`).replace(/:.*/s, '');
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** Living and ended children of a process. */
export function childrenOf(parent: number): readonly { readonly pid: number; readonly state: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = read(`/proc/${name}/stat`);
      // The name in brackets may hold anything, hence the look after its last bracket.
      const [state = '', of] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(of) === parent ? [{ pid: Number(name), state }] : [];
    });
}

function memoryMb(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return 'gone';
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

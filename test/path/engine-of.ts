import { readdirSync, readFileSync } from 'node:fs';
import { vi } from 'vitest';
import type { RunningCommand } from './stage.ts';

type EngineName = 'speech' | 'diarization' | 'language-model';

/** Process id of a worker's inference process, as soon as it runs one. */
export async function engineOf(worker: RunningCommand, name: EngineName): Promise<number> {
  return await vi.waitFor(
    () => {
      const found = childrenOf(worker.child.pid ?? 0).find((pid) =>
        commandOf(pid).includes(`/engines/${name}.`),
      );
      if (found === undefined) throw new Error(`the worker runs no ${name} engine:\n${worker.output}`);
      return found;
    },
    { timeout: 30_000, interval: 5 },
  );
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

/** The name in /proc/PID/stat may hold anything, hence the look after its last bracket. */
function parentOf(pid: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

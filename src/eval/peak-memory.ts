import { readFile } from 'node:fs/promises';
import type { EngineEvent } from '../inference/engine-options.ts';

/** Keeps the largest resident memory that this process and its engines ever had, by what Linux keeps of each. */
export class PeakMemory {
  readonly #pids = new Map<string, number>();
  readonly #peaks = new Map<string, number>();

  /** Give it to the engines, so that their process ids are known. */
  onEvent = (event: EngineEvent): void => {
    if (event.kind === 'started' && event.pid !== undefined) this.#pids.set(event.engine, event.pid);
    if (event.kind === 'ended') this.#pids.delete(event.engine);
  };

  /** Reads the processes that run now; call it before they end, and once in a while in case one is replaced. */
  async sample(): Promise<void> {
    for (const [name, pid] of [['main', process.pid] as const, ...this.#pids]) {
      const peak = await highWaterMb(pid);
      if (peak !== null) this.#peaks.set(name, Math.max(peak, this.#peaks.get(name) ?? 0));
    }
  }

  /** Process → MB; a process whose figure could not be read is not in it. */
  get megabytes(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#peaks);
  }
}

async function highWaterMb(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}

import { writeFileSync } from 'node:fs';
import { createHistogram, monitorEventLoopDelay, type RecordableHistogram } from 'node:perf_hooks';

/**
 * Loaded into a worker with `--import`: measures its event loop from SIGUSR2 to its end and writes the figures to
 * CALLMILL_SOAK_PROBE. The start is left out: nothing is leased while modules load.
 */
const INTERVAL_MS = 10;

/** Milliseconds. */
export interface DelayFigures {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

export interface ProbeFigures {
  /** How late timers were: what Node's own histogram says, less its sampling interval. */
  readonly delay: DelayFigures;
  /**
   * CPU time that the main thread used between two ticks of a timer, less the interval: how late the tick would have
   * been on a machine that nobody else uses.
   */
  readonly own: DelayFigures;
  readonly heapUsedMb: number;
}

const file = process.env['CALLMILL_SOAK_PROBE'];
if (file !== undefined) observe(file);

function observe(path: string): void {
  const delays = monitorEventLoopDelay({ resolution: INTERVAL_MS });
  const busy = createHistogram();
  process.once('SIGUSR2', () => {
    delays.enable();
    recordBusyTime(busy);
  });
  process.on('exit', () => {
    const figures: ProbeFigures = {
      delay: figuresOf((percentile) => delays.percentile(percentile) / 1e6),
      own: figuresOf((percentile) => busy.percentile(percentile) / 1e3),
      heapUsedMb: process.memoryUsage().heapUsed / 2 ** 20,
    };
    writeFileSync(path, JSON.stringify(figures));
  });
}

function recordBusyTime(busy: RecordableHistogram): void {
  let before = process.threadCpuUsage();
  setInterval(() => {
    const used = process.threadCpuUsage(before);
    before = process.threadCpuUsage();
    busy.record(Math.max(1, used.user + used.system));
  }, INTERVAL_MS).unref();
}

function figuresOf(percentile: (percent: number) => number): DelayFigures {
  const late = (percent: number): number => Math.max(0, percentile(percent) - INTERVAL_MS);
  return { p50: late(50), p99: late(99), p999: late(99.9), max: late(100) };
}

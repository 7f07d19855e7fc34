import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

/**
 * Loaded into a worker with `--import`: measures the delay of its event loop from its first claim to its end and writes
 * the figures to CALLMILL_SOAK_PROBE when it ends. The start is left out: nothing is leased while modules load.
 */
const INTERVAL_MS = 10;

export interface ProbeFigures {
  /** Milliseconds beyond the sampling interval. */
  readonly delay: {
    readonly p50: number;
    readonly p99: number;
    readonly p999: number;
    readonly max: number;
    readonly samples: number;
  };
  /** MiB at the end. */
  readonly memory: { readonly heapUsed: number; readonly heapTotal: number; readonly external: number };
}

const file = process.env['CALLMILL_SOAK_PROBE'];
if (file !== undefined) observe(file);

function observe(path: string): void {
  const delays = monitorEventLoopDelay({ resolution: INTERVAL_MS });
  process.once('SIGUSR2', () => delays.enable());
  process.on('exit', () => {
    const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - INTERVAL_MS);
    const { heapUsed, external } = process.memoryUsage();
    const figures: ProbeFigures = {
      delay: {
        p50: late(delays.percentile(50)),
        p99: late(delays.percentile(99)),
        p999: late(delays.percentile(99.9)),
        max: late(delays.max),
        samples: delays.count,
      },
      memory: {
        heapUsed: heapUsed / 2 ** 20,
        heapTotal: getHeapStatistics().total_heap_size / 2 ** 20,
        external: external / 2 ** 20,
      },
    };
    writeFileSync(path, JSON.stringify(figures));
  });
}

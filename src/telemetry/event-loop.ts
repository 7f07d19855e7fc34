import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

const NANOSECONDS = 1e9;

/**
 * How late the event loop is: the main process promises never to block it for more than 50 ms. Values are those since
 * the last scrape, beyond the sampling interval itself.
 * @param resolutionMs how often the loop is sampled
 * @returns stops the sampling
 */
export function observeEventLoop(registry: Registry, resolutionMs = 20): () => void {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  // The histogram measures from sample to sample, so every value holds the interval: an idle loop reads 20 ms at 20 ms.
  const seconds = (nanoseconds: number) => Math.max(0, nanoseconds / NANOSECONDS - resolutionMs / 1000);
  new Gauge({
    name: 'callmill_event_loop_delay_seconds',
    help: 'Delay of the event loop since the last scrape.',
    labelNames: ['stat'],
    registers: [registry],
    collect() {
      this.set({ stat: 'p50' }, seconds(delays.percentile(50)));
      this.set({ stat: 'p99' }, seconds(delays.percentile(99)));
      this.set({ stat: 'max' }, seconds(delays.max));
      delays.reset();
    },
  });
  return () => delays.disable();
}

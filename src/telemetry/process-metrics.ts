import { Counter, Gauge, type Registry } from 'prom-client';
import { observeEventLoop } from './event-loop.ts';

/**
 * Memory, CPU and event-loop delay of the main process, read when scraped. prom-client's default set is not used: promtool objects to
 * some of its names, and its observers cannot be stopped.
 * @returns stops the sampling of the event loop
 */
export function observeProcess(registry: Registry): () => void {
  const registers = [registry];
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of the main process.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'CPU time of the main process.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  return observeEventLoop(registry);
}

import { sleep } from '../../src/clock/clock.ts';

/** Between two looks; a watch that looked at every turn would take a core from the thread that does the work. */
const LOOK_MS = 1;

/**
 * Finds the longest stretch of CPU time in which this thread's event loop did not turn. CPU time, not wall time: other
 * programs on the machine do not count.
 */
export class BlockWatch {
  readonly #watching: Promise<void>;
  #longestUs = 0;
  #over = false;

  constructor() {
    this.#watching = this.#watch();
  }

  /** @returns milliseconds */
  async end(): Promise<number> {
    await sleep(LOOK_MS);
    this.#over = true;
    await this.#watching;
    return this.#longestUs / 1000;
  }

  async #watch(): Promise<void> {
    let before = process.threadCpuUsage();
    while (!this.#over) {
      await sleep(LOOK_MS);
      const now = process.threadCpuUsage();
      this.#longestUs = Math.max(this.#longestUs, now.user + now.system - before.user - before.system);
      before = now;
    }
  }
}

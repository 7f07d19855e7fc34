import { jitter } from '../clock/clock.ts';

export interface BackoffLimits {
  readonly baseMs: number;
  readonly maxMs: number;
}

const DEFAULTS: BackoffLimits = { baseMs: 200, maxMs: 30_000 };

/**
 * How long a process that keeps dying stays down: doubled by every failure in a row, half of it random so that the
 * engines of one board do not come back in step. A board short of memory gets time to find some.
 */
export class RestartBackoff {
  readonly #limits: BackoffLimits;
  #failures = 0;

  constructor(limits: BackoffLimits = DEFAULTS) {
    this.#limits = limits;
  }

  failed(): void {
    this.#failures += 1;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** Milliseconds to wait before the next start; 0 after a success. */
  get pauseMs(): number {
    if (this.#failures === 0) return 0;
    const { baseMs, maxMs } = this.#limits;
    const full = Math.min(maxMs, baseMs * 2 ** (this.#failures - 1));
    return full / 2 + jitter(full / 2);
  }
}

import { jitter, monotonicMs } from '../clock/clock.ts';
import type { CallmillError } from '../errors/error.ts';

export interface GateOptions {
  /** First pause after an infrastructure error; doubles, up to `maxPauseMs`, while the trouble lasts. */
  readonly pauseMs: number;
  readonly maxPauseMs: number;
  /** Told once when claiming pauses and once when it goes on: one log line each, not a storm. */
  readonly onChange: (reason: CallmillError | null) => void;
}

/**
 * The circuit breaker of claiming: shut while something is wrong that is not the recordings' fault (database, bucket,
 * model, disk). After a pause one claim may pass as the probe: its success opens the gate, its failure doubles the pause.
 *
 * Not a library's breaker, because those judge a call by its end, and an empty poll proves nothing about the bucket.
 */
export class Gate {
  readonly #options: GateOptions;
  #reason: CallmillError | null = null;
  #failures = 0;
  #opensAtMs = 0;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Milliseconds until the next claim may pass; 0 means now. */
  get waitMs(): number {
    return this.#reason === null ? 0 : Math.max(0, this.#opensAtMs - monotonicMs());
  }

  /** Why claiming pauses, null while it does not. */
  get reason(): CallmillError | null {
    return this.#reason;
  }

  /** Something failed that is not the recording's fault. */
  failed(error: CallmillError): void {
    const pause = Math.min(this.#options.maxPauseMs, this.#options.pauseMs * 2 ** this.#failures);
    this.#failures += 1;
    // Half fixed, half random: a fleet must not come back in step.
    this.#opensAtMs = monotonicMs() + pause / 2 + jitter(pause / 2);
    const news = this.#reason?.code !== error.code;
    this.#reason = error;
    if (news) this.#options.onChange(error);
  }

  /** It works again; says so once. */
  succeeded(): void {
    if (this.#reason === null) return;
    this.#reason = null;
    this.#failures = 0;
    this.#options.onChange(null);
  }
}

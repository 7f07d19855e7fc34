import { CallmillError } from '../errors/error.ts';

/**
 * A job's hard deadline: a base, extended by the length of the audio once it is known. Its signal aborts with
 * deadline_exceeded, which kills the inference process that hangs.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #startedMs: number;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;

  constructor(seconds: number, now: () => number) {
    this.#now = now;
    this.#startedMs = now();
    this.#arm(seconds);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Sets the whole allowance, counted from the start of the job. */
  set(seconds: number): void {
    this.clear();
    this.#arm(seconds);
  }

  clear(): void {
    clearTimeout(this.#timer);
  }

  #arm(seconds: number): void {
    const left = seconds * 1000 - (this.#now() - this.#startedMs);
    const fire = (): void =>
      this.#controller.abort(
        new CallmillError(
          'deadline_exceeded',
          `The job took longer than the ${Math.round(seconds)} s it may`,
        ),
      );
    this.#timer = setTimeout(fire, Math.max(0, Math.min(left, 2 ** 31 - 1)));
  }
}

import { CallmillError } from '../errors/error.ts';

/**
 * A job's hard deadline: a base, extended by the length of the audio once it is known. Its signal aborts with
 * deadline_exceeded, which kills the inference process that hangs. It stands still while the job waits for what other
 * jobs hold: those have deadlines of their own.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #now: () => number;
  #seconds: number;
  #startedMs: number;
  #pausedMs: number | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(seconds: number, now: () => number) {
    this.#now = now;
    this.#seconds = seconds;
    this.#startedMs = now();
    this.#arm();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Sets the whole allowance, counted from the start of the job. */
  set(seconds: number): void {
    this.#seconds = seconds;
    if (this.#pausedMs === null) this.#arm();
  }

  /** Stands still while `turn` is waited for. One wait at a time. */
  async pauseFor<T>(turn: () => Promise<T>): Promise<T> {
    this.clear();
    this.#pausedMs = this.#now();
    try {
      return await turn();
    } finally {
      this.#startedMs += this.#now() - this.#pausedMs;
      this.#pausedMs = null;
      this.#arm();
    }
  }

  clear(): void {
    clearTimeout(this.#timer);
  }

  #arm(): void {
    this.clear();
    const left = this.#seconds * 1000 - (this.#now() - this.#startedMs);
    const fire = (): void =>
      this.#controller.abort(
        new CallmillError(
          'deadline_exceeded',
          `The job took longer than the ${Math.round(this.#seconds)} s it may`,
        ),
      );
    this.#timer = setTimeout(fire, Math.max(0, Math.min(left, 2 ** 31 - 1)));
  }
}

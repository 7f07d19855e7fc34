import { monotonicMs } from '../clock/clock.ts';
import type { Stage } from '../errors/codes.ts';
import { coerceError } from '../errors/coerce.ts';
import type { StageMs, StageName } from './result.ts';

/** Share of the whole, in percent, at which each stage begins: transcription is most of the work. */
const BEGINS_AT: Readonly<Record<StageName, number>> = {
  fetch: 0,
  decode: 5,
  transcribe: 10,
  diarize: 65,
  redact: 75,
  analyse: 80,
  publish: 98,
};
const ENDS_AT: Readonly<Record<StageName, number>> = {
  fetch: 5,
  decode: 10,
  transcribe: 65,
  diarize: 75,
  redact: 80,
  analyse: 98,
  publish: 100,
};

export interface StageObserver {
  /** Called when a stage begins and whenever it has got further; percent is of the whole job. */
  onProgress?(step: StageName, percent: number): void;
  /** Called when a stage has ended well. */
  onStageDone?(step: StageName, milliseconds: number): void;
}

/** Runs stages one after another: measures each, reports progress, and names the stage on whatever it throws. */
export class StageClock {
  readonly #observer: StageObserver;
  readonly #times: StageMs = {};
  #waitedMs = 0;

  constructor(observer: StageObserver) {
    this.#observer = observer;
  }

  /** Times of the stages that have ended. */
  get times(): StageMs {
    return { ...this.#times };
  }

  /** Time spent before devices and for room, in milliseconds; counted in no stage. */
  get waitedMs(): number {
    return this.#waitedMs;
  }

  /** Waits inside a stage for something that other calls have; the stage's time stands still meanwhile. */
  async wait<T>(turn: () => Promise<T>): Promise<T> {
    const from = monotonicMs();
    try {
      return await turn();
    } finally {
      this.#waitedMs += monotonicMs() - from;
    }
  }

  /** @param work gets a function to report how far the stage is, 0…1 */
  async run<T>(stage: StageName, work: (advance: (share: number) => void) => Promise<T>): Promise<T> {
    const started = monotonicMs() - this.#waitedMs;
    const from = BEGINS_AT[stage];
    const span = ENDS_AT[stage] - from;
    this.#observer.onProgress?.(stage, from);
    try {
      const result = await work((share) =>
        this.#observer.onProgress?.(stage, from + span * Math.min(1, Math.max(0, share))),
      );
      const elapsed = monotonicMs() - this.#waitedMs - started;
      this.#times[stage] = Math.round(elapsed);
      this.#observer.onStageDone?.(stage, elapsed);
      return result;
    } catch (thrown) {
      throw coerceError(thrown, stage satisfies Stage);
    }
  }
}

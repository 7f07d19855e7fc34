import type { StageName } from '../pipeline/result.ts';
import type { StageObserver } from '../pipeline/stage-clock.ts';
import type { CliContext } from './context.ts';
import { duration } from './output.ts';

const WIDTH = 24;

/** A call's way through the stages: a bar that redraws itself on a terminal, one line a stage elsewhere. */
export class StageProgress implements StageObserver {
  readonly #context: CliContext;
  readonly #label: string;
  #drawn = false;

  /** @param label put before the bar, e.g. `recording 42` */
  constructor(context: CliContext, label = '') {
    this.#context = context;
    this.#label = label === '' ? '' : `${label}  `;
  }

  onProgress(step: StageName, percent: number): void {
    if (this.#context.err.isTTY !== true) return;
    const full = Math.round((percent / 100) * WIDTH);
    const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
    this.#context.err.write(
      `\r${this.#label}${bar} ${String(Math.round(percent)).padStart(3)} % ${step.padEnd(10)}`,
    );
    this.#drawn = true;
  }

  onStageDone(step: StageName, milliseconds: number): void {
    if (this.#context.err.isTTY !== true)
      this.#context.err.write(`${this.#label}${step} ${duration(milliseconds)}\n`);
  }

  /** Clears the bar. */
  end(): void {
    if (this.#drawn) this.#context.err.write(`\r${' '.repeat(WIDTH + 24 + this.#label.length)}\r`);
    this.#drawn = false;
  }
}

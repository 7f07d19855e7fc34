import type { WorkerState } from '../database/schema.ts';
import type { EngineGroup } from '../devices/group.ts';
import type { CallmillError } from '../errors/error.ts';
import type { StageName } from '../pipeline/result.ts';
import type { StageObserver } from '../pipeline/stage-clock.ts';
import type { JobLabel, JobReport, WorkerEvents } from '../worker/events.ts';
import type { CliContext } from './context.ts';
import { duration, remark } from './output.ts';

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

/** A worker as a person watches it: a bar for the oldest recording in hand, a line for each that is done. */
export class WorkerProgress implements WorkerEvents {
  readonly #context: CliContext;
  /** By recording, in the order they were begun. */
  readonly #bars = new Map<number, StageProgress>();

  constructor(context: CliContext) {
    this.#context = context;
  }

  onState(state: WorkerState): void {
    if (state === 'running') remark(this.#context, 'Models are loaded; taking recordings.');
  }

  onProgress({ recordingId }: JobLabel, step: StageName, percent: number): void {
    const bar = this.#bars.get(recordingId) ?? new StageProgress(this.#context, `recording ${recordingId}`);
    this.#bars.set(recordingId, bar);
    const [oldest] = this.#bars.values();
    if (bar === oldest) bar.onProgress(step, percent);
  }

  onStageDone({ recordingId }: JobLabel, step: StageName, milliseconds: number): void {
    this.#bars.get(recordingId)?.onStageDone(step, milliseconds);
  }

  onJobDone(report: JobReport): void {
    this.end();
    this.#bars.delete(report.recordingId);
    const error = report.error === null ? '' : `: ${report.error.code}. ${report.error.explanation}`;
    remark(
      this.#context,
      `recording ${report.recordingId} ${report.outcome} in ${duration(report.elapsedMs)}${error}`,
    );
  }

  onPhase(group: EngineGroup): void {
    this.end();
    remark(this.#context, `Loading the ${group} model; the other gives way.`);
  }

  onPause(reason: CallmillError | null): void {
    this.end();
    remark(this.#context, reason === null ? 'Going on.' : `Waiting: ${reason.explanation}`);
  }

  /** Clears the bar; the next step draws it again. */
  end(): void {
    for (const bar of this.#bars.values()) bar.end();
  }
}

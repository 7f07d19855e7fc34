import type { WorkerState } from '../database/schema.ts';

const NEXT: Readonly<Record<WorkerState, readonly WorkerState[]>> = {
  initialising: ['running', 'draining', 'failed'],
  running: ['draining', 'failed'],
  draining: ['drained', 'failed'],
  drained: [],
  failed: [],
};

/** The worker's life, observable: initialising → running → draining → drained, or failed from anywhere before the end. */
export class WorkerLife {
  #state: WorkerState = 'initialising';
  readonly #onChange: (state: WorkerState) => void;

  constructor(onChange: (state: WorkerState) => void) {
    this.#onChange = onChange;
  }

  get state(): WorkerState {
    return this.#state;
  }

  /** Moves on; a move that the life does not know is a bug and throws. */
  enter(state: WorkerState): void {
    if (state === this.#state) return;
    if (!NEXT[this.#state].includes(state))
      throw new Error(`worker cannot go from ${this.#state} to ${state}`);
    this.#state = state;
    this.#onChange(state);
  }
}

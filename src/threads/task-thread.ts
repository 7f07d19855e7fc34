import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { CallmillError } from '../errors/error.ts';
import { pack, put } from './parcels.ts';
import type { FromThread, ToThread } from './protocol.ts';
import type { TaskName } from './tasks.ts';

/** A call that needs more is broken: a three-hour call takes a quarter of it. */
const HEAP_LIMIT_MB = 512;
const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url);

/** A thread with one task, which sees nothing of the environment. */
export class TaskThread {
  readonly #thread = new Worker(ENTRY, {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB },
  });
  readonly #over = new AbortController();
  readonly #signal: AbortSignal;
  readonly #ended: Promise<never>;

  constructor(signal: AbortSignal) {
    this.#signal = AbortSignal.any([signal, this.#over.signal]);
    // An error of the thread itself (out of memory) makes once() reject.
    this.#ended = once(this.#thread, 'exit', { signal: this.#signal }).then(([code]) => {
      throw new CallmillError('internal_error', `A thread ended without an answer (exit code ${code})`);
    });
    this.#ended.catch(() => undefined);
  }

  /** @throws CallmillError what the task threw, internal_error when the thread died; an AbortError when aborted */
  async run(name: TaskName, args: readonly unknown[]): Promise<unknown> {
    const { frame, parcels } = pack(args);
    this.#send({ kind: 'arguments', frame });
    for (const parcel of parcels) {
      await nextTurn();
      this.#send({ kind: 'parcel', parcel });
    }
    const answer = await this.#ask({ kind: 'run', name });
    if (answer.kind === 'failure') {
      throw new CallmillError(answer.code, answer.message, { stage: answer.stage });
    }
    if (answer.kind !== 'result') throw new CallmillError('internal_error', 'A thread answered out of turn');
    for (let received = 0; received < answer.parcels; received += 1) {
      const next = await this.#ask({ kind: 'next' });
      if (next.kind === 'parcel') put(answer.frame, next.parcel);
    }
    return answer.frame;
  }

  /** Ends it wherever it is. */
  async end(): Promise<void> {
    this.#over.abort();
    await this.#thread.terminate();
  }

  async #ask(message: ToThread): Promise<FromThread> {
    const answer = once(this.#thread, 'message', { signal: this.#signal });
    this.#send(message);
    const [first] = (await Promise.race([answer, this.#ended])) as [FromThread];
    return first;
  }

  #send(message: ToThread): void {
    this.#thread.postMessage(message);
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { monotonicMs } from '../../src/clock/clock.ts';

const LAUNCHER = fileURLToPath(new URL('../../bin/callmill.js', import.meta.url));
/** An interrupted command gives its work back first; one that does not end is ended. */
const END_AFTER_MS = 8_000;

/** A command of the demo that did not succeed; it has already said why. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

/** Runs the real `callmill`, as a user would type it, and ends it when the demo is interrupted. */
export class CommandLine {
  readonly #environment: Record<string, string>;
  readonly #directory: string;
  readonly #signal: AbortSignal;

  /** @param directory where commands run: a `.env` of the checkout is out of their sight there */
  constructor(environment: Record<string, string>, directory: string, signal: AbortSignal) {
    this.#environment = environment;
    this.#directory = directory;
    this.#signal = signal;
  }

  /** Shows the command and all it prints, then how long it took. @throws CommandFailed, or the signal's reason */
  async show(...parameters: readonly string[]): Promise<void> {
    console.log(`\n$ callmill ${parameters.join(' ')}`);
    const started = monotonicMs();
    await this.#finish(this.#start(parameters, 'inherit'), parameters);
    console.log(`  (${((monotonicMs() - started) / 1000).toFixed(1)} s)`);
  }

  /** What a command with `--json` answers. @throws CommandFailed, or the signal's reason */
  async json(...parameters: readonly string[]): Promise<unknown> {
    const child = this.#start(parameters, 'pipe');
    if (child.stdout === null) throw new Error('the command is started with a pipe');
    const [output] = await Promise.all([text(child.stdout), this.#finish(child, parameters)]);
    return JSON.parse(output) as unknown;
  }

  #start(parameters: readonly string[], stdout: 'inherit' | 'pipe'): ChildProcess {
    this.#signal.throwIfAborted();
    return spawn(process.execPath, [LAUNCHER, ...parameters], {
      cwd: this.#directory,
      env: this.#environment,
      stdio: ['ignore', stdout, 'inherit'],
      // A group of its own: Ctrl-C then reaches the demo alone, which passes it on to the command and not to the
      // programs that the command is running.
      detached: true,
    });
  }

  async #finish(child: ChildProcess, parameters: readonly string[]): Promise<void> {
    let killing: NodeJS.Timeout | undefined;
    const end = () => {
      child.kill('SIGINT');
      killing = setTimeout(() => child.kill('SIGKILL'), END_AFTER_MS);
    };
    this.#signal.addEventListener('abort', end);
    const [code] = (await once(child, 'close')) as [number | null];
    this.#signal.removeEventListener('abort', end);
    clearTimeout(killing);
    this.#signal.throwIfAborted();
    if (code !== 0) throw new CommandFailed(`callmill ${parameters[0]} did not succeed (status ${code})`);
  }
}

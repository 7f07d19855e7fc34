import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { ProbeFigures } from './event-loop-probe.ts';

const LAUNCHER = fileURLToPath(new URL('../../bin/callmill.js', import.meta.url));
const PROBE = new URL('./event-loop-probe.ts', import.meta.url).href;

/** A real `callmill worker` whose log is read line by line and whose event loop is measured. */
export class WatchedWorker {
  readonly pid: number;
  /** Messages of the log so far → how often. */
  readonly said = new Map<string, number>();
  readonly #child: ChildProcess;
  readonly #news = new EventEmitter();
  readonly #errors: Promise<string>;
  readonly #ended: Promise<unknown>;
  readonly #probeFile: string;

  constructor(environment: Readonly<Record<string, string>>, probeFile: string) {
    this.#probeFile = probeFile;
    this.#child = spawn(process.execPath, ['--import', PROBE, LAUNCHER, 'worker'], {
      env: { ...environment, CALLMILL_SOAK_PROBE: probeFile },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { stdout, stderr, pid } = this.#child;
    if (stdout === null || stderr === null || pid === undefined) throw new Error('the worker did not start');
    this.pid = pid;
    this.#errors = text(stderr);
    this.#ended = once(this.#child, 'close').then(() => this.#news.emit('line'));
    // Whatever ends the bench ends its worker, which would otherwise wait for work for ever.
    process.once('exit', () => this.kill());
    createInterface(stdout).on('line', (line) => this.#heard(line));
  }

  /** Resolves when the log has said this so many times. @throws when the worker ends before */
  async until(message: string, times = 1): Promise<void> {
    while ((this.said.get(message) ?? 0) < times) {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        throw new Error(`the worker ended before it said "${message}": ${await this.#errors}`);
      }
      await once(this.#news, 'line');
    }
  }

  /** From now on the delay of its event loop counts. */
  measure(): void {
    this.#child.kill('SIGUSR2');
  }

  /** Ends it as an operator would and returns what was measured inside. */
  async stop(): Promise<ProbeFigures> {
    this.#child.kill('SIGTERM');
    await this.#ended;
    return JSON.parse(readFileSync(this.#probeFile, 'utf8')) as ProbeFigures;
  }

  /** For the case that something went wrong before {@link stop}. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #heard(line: string): void {
    if (!line.startsWith('{')) return;
    const { msg } = JSON.parse(line) as { readonly msg: string };
    this.said.set(msg, (this.said.get(msg) ?? 0) + 1);
    this.#news.emit('line');
  }
}

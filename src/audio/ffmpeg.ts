import { type ChildProcess, execFile } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import ffmpeg, { type FfmpegCommand } from 'fluent-ffmpeg';
import { currentEnvironment } from '../config/load.ts';
import { systemCode } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';

/** Nothing but local files and our own pipes: a playlist inside an upload must not make ffmpeg fetch or read others. */
const PROTOCOLS = ['-protocol_whitelist', 'file,pipe'];
const PROBE_TIME_LIMIT_MS = 60_000;
const PROBE_OUTPUT_LIMIT_BYTES = 4_000_000;

/** What ffprobe said: its JSON, or null when it refused the file; and its complaints, which may quote the path. */
export interface ProbeAnswer {
  readonly json: string | null;
  readonly complaints: string;
}

/**
 * Runs ffprobe on a local file, with only the named container formats allowed.
 * Errors: ffmpeg_missing, decoder_killed, deadline_exceeded; the signal's reason when aborted.
 */
export function runFfprobe(
  path: string,
  formats: readonly string[],
  signal?: AbortSignal,
): Promise<ProbeAnswer> {
  const args = [
    ...['-v', 'warning', '-hide_banner', ...PROTOCOLS, '-format_whitelist', formats.join(',')],
    ...['-show_format', '-show_streams', '-of', 'json', `file:${path}`],
  ];
  const limits = {
    timeout: PROBE_TIME_LIMIT_MS,
    maxBuffer: PROBE_OUTPUT_LIMIT_BYTES,
    killSignal: 'SIGKILL' as const,
    ...processOptions(),
    ...(signal === undefined ? {} : { signal }),
  };
  return new Promise((resolve, reject) => {
    execFile('ffprobe', args, limits, (error, json, complaints) => {
      if (signal?.aborted === true) reject(signal.reason);
      else if (error === null) resolve({ json, complaints });
      else if (systemCode(error) === 'ENOENT') reject(missing(error));
      else if (error.killed === true) reject(tooSlow());
      else if (typeof error.signal === 'string') reject(interrupted(error));
      else resolve({ json: null, complaints });
    });
  });
}

export interface FfmpegRun {
  /** A local path, or a stream of raw samples described by `inputOptions`. */
  readonly input: string | Readable;
  readonly inputOptions: readonly string[];
  /** A local path, or a sink (made with `emitClose: false`) for what ffmpeg writes to its standard output. */
  readonly output: string | Writable;
  readonly outputOptions: readonly string[];
  readonly timeLimitMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface FfmpegOutcome {
  /** False when ffmpeg ended with an error code. */
  readonly clean: boolean;
  /** Its last lines at level "verbose". May quote the path and tags: never for an error message. */
  readonly log: string;
}

/**
 * Runs ffmpeg once. File names travel as arguments (`file:` in front, so that none is taken for an option or another
 * protocol), never through a shell; it reads no terminal and is killed at the time limit or when the signal aborts.
 * Errors: ffmpeg_missing, decoder_killed, deadline_exceeded, whatever the sink or the input stream failed with; the signal's reason.
 */
export function runFfmpeg(run: FfmpegRun): Promise<FfmpegOutcome> {
  run.signal?.throwIfAborted();
  const command = commandFor(run);
  return new Promise((resolve, reject) => {
    let stopped: { readonly reason: unknown } | undefined;
    const stop = (reason: unknown): void => {
      stopped ??= { reason };
      command.kill('SIGKILL');
    };
    const onAbort = (): void => stop(run.signal?.reason);
    const timer = setTimeout(() => stop(tooSlow()), run.timeLimitMs);
    run.signal?.addEventListener('abort', onAbort, { once: true });
    const settle = (): void => {
      clearTimeout(timer);
      run.signal?.removeEventListener('abort', onAbort);
    };
    // Stopped while the process was still being started: only now is there something to kill.
    command.on('start', () => stopped !== undefined && command.kill('SIGKILL'));
    command.on('end', (_output, log) => {
      settle();
      if (stopped === undefined) resolve({ clean: true, log: log ?? '' });
      else reject(stopped.reason);
    });
    command.on('error', (error: StreamAwareError, _output, log) => {
      settle();
      if (stopped !== undefined) reject(stopped.reason);
      else if (error.outputStreamError !== undefined) reject(error.outputStreamError);
      else if (error.inputStreamError !== undefined) reject(error.inputStreamError);
      else if (systemCode(error) === 'ENOENT') reject(missing(error));
      else if (systemCode(error) !== undefined) reject(error);
      else if (KILLED.test(error.message) || KILLED.test(log ?? '')) reject(interrupted(error));
      else resolve({ clean: false, log: log ?? '' });
    });
    command.run();
  });
}

interface StreamAwareError extends Error {
  readonly inputStreamError?: Error;
  readonly outputStreamError?: Error;
}

function commandFor(run: FfmpegRun): FfmpegCommand {
  const command = ffmpeg({ stdoutLines: 100 });
  // By name through PATH: the library's own search remembers a miss until the process ends.
  command.setFfmpegPath('ffmpeg');
  failSafely(command);
  const { input, output } = run;
  command
    .input(typeof input === 'string' ? `file:${input}` : input)
    .inputOptions('-nostdin', '-hide_banner', '-v', 'verbose', '-nostats', ...PROTOCOLS, ...run.inputOptions)
    .output(typeof output === 'string' ? `file:${output}` : output)
    .outputOptions('-y', '-vn', '-sn', '-dn', ...run.outputOptions);
  return command;
}

type SpawnEnd = (error: Error | undefined, stdout?: unknown, stderr?: unknown) => void;

type OnProcess = (process: ChildProcess, ...output: unknown[]) => void;

interface SpawningCommand {
  _spawnFfmpeg(args: string[], options: object, onProcess: OnProcess | SpawnEnd, onEnd?: SpawnEnd): void;
}

/**
 * fluent-ffmpeg 2.1.3 throws from an event handler, which ends the whole process, when a spawn fails after its first
 * success (ffmpeg uninstalled meanwhile, no process left): its end callback takes the output rings for given.
 */
function failSafely(command: FfmpegCommand): void {
  const spawning = command as unknown as SpawningCommand;
  const spawn = spawning._spawnFfmpeg.bind(command);
  spawning._spawnFfmpeg = (args, options, onProcess, onEnd) => {
    const own = { ...options, ...processOptions() };
    if (onEnd === undefined) return spawn(args, own, onProcess);
    const started: OnProcess = (process, ...output) => {
      yieldToEngines(process.pid);
      (onProcess as OnProcess)(process, ...output);
    };
    spawn(args, own, started, (error, stdout, stderr) => {
      if (error !== undefined && error !== null && stderr === undefined) command.emit('error', error);
      else onEnd(error, stdout, stderr);
    });
  };
}

/**
 * Fetching ahead and cleaning up behind must not take the processor from the engine that hears a call meanwhile. A
 * precaution for boards with more work than cores: on two otherwise idle cores runs of bench:pipeline with and without it
 * did not differ by more than they scatter.
 */
function yieldToEngines(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already.
  }
}

/**
 * A process group of its own, so that Ctrl-C in a terminal stops the worker and not the decoder under it, and an
 * environment without our secrets: ffmpeg parses what strangers uploaded.
 */
function processOptions(): { detached: true; env: Record<string, string> } {
  return { detached: true, env: { PATH: currentEnvironment()['PATH'] ?? '' } };
}

/** How fluent-ffmpeg and ffmpeg itself speak of a signal. */
const KILLED = /was killed with signal|received signal \d/;

/** Somebody else ended it (the kernel, short of memory; an operator): says nothing about the file. */
function interrupted(cause: Error): CallmillError {
  return new CallmillError('decoder_killed', 'ffmpeg was killed from outside while it read the recording', {
    cause,
  });
}

function missing(cause: Error): CallmillError {
  return new CallmillError('ffmpeg_missing', 'ffmpeg cannot be started: it is not installed', { cause });
}

function tooSlow(): CallmillError {
  return new CallmillError('deadline_exceeded', 'ffmpeg did not finish within its time limit', {
    stage: 'decode',
  });
}

/** The version of the ffmpeg that would run, e.g. `5.1.9`. @throws CallmillError ffmpeg_missing */
export function ffmpegVersion(): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('ffmpeg', ['-version'], { timeout: PROBE_TIME_LIMIT_MS }, (error, output) => {
      if (error !== null) reject(missing(error));
      else resolve(/version (\S+)/.exec(output)?.[1] ?? 'unknown');
    });
  });
}

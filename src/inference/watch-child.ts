import { sleep } from '../clock/clock.ts';
import { CallmillError } from '../errors/error.ts';
import type { ChildConnection } from './child-connection.ts';
import type { EngineProcessOptions } from './engine-options.ts';
import { residentMb } from './resident-memory.ts';
import { aborted } from './turnstile.ts';

/** A process this much above its limit is ended in the middle of a request: it would take the board down with it. */
const RUNAWAY = 1.5;
/** Between two looks at the memory: a runaway of a gigabyte a second is caught within a gigabyte. */
const MEMORY_LOOK_MS = 1000;

export interface WatchLimits {
  /** Time for the answer. */
  readonly deadlineMs: number;
  /** A process that says nothing for this long, pings included, is wedged. */
  readonly livenessMs: number;
}

/**
 * The answer of a child, or what was wrong with it: too late, silent (stopped, or stuck in native code), grown past all
 * bounds, or no longer wanted. In all cases but the last the child has been killed.
 *
 * @throws CallmillError engine_timeout, engine_crashed; what the reply rejects with; the signal's reason
 */
export async function watchChild(
  child: ChildConnection,
  reply: Promise<unknown>,
  engine: EngineProcessOptions,
  limits: WatchLimits,
  signal: AbortSignal,
): Promise<unknown> {
  const over = new AbortController();
  try {
    return await Promise.race([
      reply,
      deadline(child, engine, limits.deadlineMs, over.signal),
      silence(child, engine, limits.livenessMs, over.signal),
      runaway(child, engine, over.signal),
      aborted(signal, over.signal),
    ]);
  } finally {
    over.abort();
  }
}

async function deadline(
  child: ChildConnection,
  engine: EngineProcessOptions,
  ms: number,
  over: AbortSignal,
): Promise<never> {
  await sleep(ms, over);
  return await end(child, engine, 'engine_timeout', `did not answer within ${(ms / 1000).toFixed(1)} s`);
}

async function silence(
  child: ChildConnection,
  engine: EngineProcessOptions,
  ms: number,
  over: AbortSignal,
): Promise<never> {
  while (child.silentMs <= ms) {
    child.ping();
    await sleep(ms / 4, over);
  }
  return await end(child, engine, 'engine_timeout', 'stopped answering');
}

async function runaway(
  child: ChildConnection,
  engine: EngineProcessOptions,
  over: AbortSignal,
): Promise<never> {
  const limitMb = engine.memoryLimitMb ?? 0;
  if (limitMb === 0) return await new Promise<never>(() => {});
  do {
    await sleep(MEMORY_LOOK_MS, over);
  } while ((await residentMb(child.pid)) <= limitMb * RUNAWAY);
  return await end(child, engine, 'engine_crashed', `grew far beyond its limit of ${limitMb} MB`);
}

async function end(
  child: ChildConnection,
  { name, stage }: EngineProcessOptions,
  code: 'engine_timeout' | 'engine_crashed',
  what: string,
): Promise<never> {
  const error = new CallmillError(code, `The ${name} engine ${what} and was killed`, { stage });
  await child.kill(error);
  throw error;
}

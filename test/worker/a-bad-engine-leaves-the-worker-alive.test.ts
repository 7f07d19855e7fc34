import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { EngineProcessOptions } from '../../src/inference/engine-options.ts';
import type { EngineProcess } from '../../src/inference/engine-process.ts';
import { MINUTE, misbehavingEngine } from '../inference/fixtures/engine.ts';
import type { MisbehavingMethods } from '../inference/fixtures/misbehaving-engine.ts';
import { misbehavingRecognizer } from './misbehaving-recognizer.ts';
import { StagedWorker } from './staged-worker.ts';

type Engine = EngineProcess<MisbehavingMethods>;

/** Number and length of the call that the engine cannot stand; the other is answered. */
const DEADLY = 4;
const GOOD = 1;
const SETTINGS = {
  callsInFlight: 1,
  heartbeatSeconds: 0.1,
  leaseSeconds: 20,
  backoffBaseSeconds: 3600,
  backoffMaxSeconds: 3600,
};

/** Signals an engine once it has the request in hand. */
const signalled = (signal: NodeJS.Signals) => (engine: Engine) =>
  engine.request('ignore', null, {
    deadlineMs: MINUTE,
    onProgress: () => process.kill(engine.pid ?? 0, signal),
  });

interface Case {
  readonly name: string;
  readonly code: string;
  readonly outcome: 'retried' | 'failed';
  readonly stalls: number;
  readonly misbehave: (engine: Engine) => Promise<unknown>;
  /** The engine hangs long enough for heartbeats to be seen. */
  readonly hangs?: true;
}

const CASES: readonly Case[] = [
  {
    name: 'exits in the middle of a decode',
    code: 'engine_crashed',
    outcome: 'retried',
    stalls: 1,
    misbehave: (engine) => engine.request('exit', 255, { deadlineMs: MINUTE }),
  },
  {
    name: 'aborts with words of the call on stderr',
    code: 'engine_crashed',
    outcome: 'retried',
    stalls: 1,
    misbehave: (engine) => engine.request('abort', 'secret words\n', { deadlineMs: MINUTE }),
  },
  {
    name: 'is killed with -9 in the middle of a decode',
    code: 'engine_crashed',
    outcome: 'retried',
    stalls: 1,
    misbehave: signalled('SIGKILL'),
  },
  {
    name: 'is stopped in the middle of a decode',
    code: 'engine_timeout',
    outcome: 'retried',
    stalls: 0,
    misbehave: signalled('SIGSTOP'),
    hangs: true,
  },
  {
    name: 'is wedged in native code',
    code: 'engine_timeout',
    outcome: 'retried',
    stalls: 0,
    misbehave: (engine) => engine.request('spin', null, { deadlineMs: MINUTE }),
    hangs: true,
  },
  {
    name: 'answers pings and never the request',
    code: 'engine_timeout',
    outcome: 'retried',
    stalls: 0,
    misbehave: (engine) => engine.request('ignore', null, { deadlineMs: 2000 }),
    hangs: true,
  },
  {
    name: 'eats memory past its limit',
    code: 'engine_crashed',
    outcome: 'retried',
    stalls: 1,
    misbehave: (engine) => engine.request('grow', null, { deadlineMs: MINUTE }),
    hangs: true,
  },
  {
    name: 'refuses the audio',
    code: 'engine_rejected',
    outcome: 'failed',
    stalls: 0,
    misbehave: (engine) => engine.request('refuse', null, { deadlineMs: MINUTE }),
  },
];

describe('an engine that', () => {
  let staged: StagedWorker;
  beforeAll(async () => {
    staged = await StagedWorker.open();
  });
  beforeEach(async () => {
    staged.timeline.entries.length = 0;
    await staged.database.kysely.deleteFrom('ai_call_attempts').execute();
    await staged.database.kysely.deleteFrom('ai_call_recordings').execute();
    await staged.insert(DEADLY, { priority: 1 });
  });
  afterAll(() => staged.close());

  /** A worker over one engine until both calls have ended, in the order of the queue. */
  async function work(
    misbehave: (engine: Engine) => Promise<unknown>,
    ends: readonly string[],
    options: Partial<EngineProcessOptions> = {},
    meanwhile: () => Promise<unknown> = async () => undefined,
  ): Promise<void> {
    const engine = misbehavingEngine({ livenessMs: 2000, memoryLimitMb: 200, ...options });
    onTestFinished(() => engine.close());
    const stop = new AbortController();
    const engines = misbehavingRecognizer(engine, misbehave);
    const ended = staged.run('service', { settings: SETTINGS, engines }, stop.signal);
    await meanwhile();
    await staged.timeline.until(...ends);
    stop.abort();
    await ended;
    expect(staged.timeline.of('heartbeat missed', 'lost')).toEqual([]);
  }

  /** The lease is moved on again and again while the engine hangs. */
  async function leaseIsKept(): Promise<void> {
    const seen = new Set<number>();
    await vi.waitFor(
      async () => {
        const { lease_expires_at: lease, current_step: step } = await staged.row(DEADLY);
        if (lease !== null && step === 'transcribe') seen.add(lease.getTime());
        expect(seen.size).toBeGreaterThan(3);
      },
      { timeout: 20_000, interval: 50 },
    );
  }

  it.each(CASES)(
    '$name: $code, and the next call is served',
    async ({ code, outcome, stalls, misbehave, hangs }) => {
      await staged.insert(GOOD);
      const ends = [`${outcome} ${DEADLY}`, `completed ${GOOD}`];
      await work(misbehave, ends, {}, hangs === true ? leaseIsKept : undefined);
      const row = await staged.row(DEADLY);
      expect(row).toMatchObject({
        processing_status: outcome === 'failed' ? 'failed' : 'pending',
        error_code: code,
        error_stage: 'transcribe',
        attempts: 1,
        stalls,
      });
      expect(row.error_message).not.toContain('secret');
      expect(await staged.row(GOOD)).toMatchObject({
        processing_status: 'completed',
        attempts: 1,
        stalls: 0,
      });
    },
  );

  it('prints a megabyte to stderr loses nothing by it', async () => {
    await work((engine) => engine.request('print', 1 << 20, { deadlineMs: MINUTE }), [`completed ${DEADLY}`]);
    expect(await staged.row(DEADLY)).toMatchObject({ attempts: 1, error_code: null });
  });

  it('hangs while it loads costs no attempt: the call goes back, waits and is served', async () => {
    let how: 'hang' | 'well' = 'hang';
    const warmUp = () => ({ method: 'load', payload: { how }, deadlineMs: how === 'hang' ? 2000 : MINUTE });
    const meanwhile = async () => {
      await leaseIsKept();
      how = 'well';
    };
    await work(
      async () => undefined,
      [`released ${DEADLY}`, 'paused', `completed ${DEADLY}`],
      { warmUp },
      meanwhile,
    );
    expect(await staged.row(DEADLY)).toMatchObject({
      processing_status: 'completed',
      attempts: 1,
      stalls: 0,
    });
    const attempts = await staged.database.kysely
      .selectFrom('ai_call_attempts')
      .select(['outcome', 'error_code'])
      .orderBy('id')
      .execute();
    expect(attempts).toEqual([
      { outcome: 'released', error_code: 'engine_not_started' },
      { outcome: 'completed', error_code: null },
    ]);
  });
});

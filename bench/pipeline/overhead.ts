import { copyFile, mkdtemp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { probeAudio } from '../../src/audio/probe.ts';
import { monotonicMs } from '../../src/clock/clock.ts';
import { Devices } from '../../src/devices/devices.ts';
import { EngineRoom, type EngineRoomOptions } from '../../src/inference/engine-room.ts';
import { runPipeline } from '../../src/pipeline/run.ts';
import { StageClock } from '../../src/pipeline/stage-clock.ts';
import type { PipelineTools } from '../../src/pipeline/tools.ts';
import type { Stand } from './stand.ts';
import { type EngineCall, TimedEngines } from './timed-engines.ts';

export interface OverheadCase {
  readonly what: string;
  readonly audio: string;
  readonly calls: number;
  readonly rounds: number;
  readonly models: EngineRoomOptions['wanted'];
}

/** One run of the worker, or of the engines alone, in milliseconds. */
export interface Timing {
  readonly wallMs: number;
  /** That the engines were asked for something during it, all engines together. */
  readonly engineMs: number;
}

export interface Overhead {
  readonly what: string;
  readonly calls: number;
  readonly audioSeconds: number;
  /** Each round ran bare engines, several calls in flight and one at a time, one after the other. */
  readonly rounds: readonly {
    readonly bare: Timing;
    readonly overlapped: Timing;
    readonly oneByOne: Timing;
  }[];
}

/**
 * Wall time of N calls through the whole worker, beside that of the same engine processes doing nothing but the same
 * engine work one after the other: every request that the path made of them for this call, repeated N times. The engines' time is taken within each run too, which
 * shows their idleness; it hides what the worker takes from them, so it is no measure of overhead.
 */
export async function measureOverhead(
  stand: Stand,
  { what, audio, calls, rounds, models }: OverheadCase,
  places: Pick<EngineRoomOptions, 'modelsDir' | 'cacheDir' | 'engines'>,
): Promise<Overhead> {
  const room = new EngineRoom({ ...places, wanted: models, language: 'en', allowGenerated: true });
  const devices = new Devices({
    providers: () => room.providers,
    capacity: { cpu: 2 },
    residency: { kind: 'together' },
    groups: room,
  });
  try {
    const timed = new TimedEngines(await room.open());
    const { engines } = timed;
    const tools = { engines: async () => engines, transcriptModels: () => room.transcriptModels() };
    const work = await engineCallsOf(stand, audio, timed, tools);
    const fleet = { audio, calls, devices, tools };
    const time = async (run: () => Promise<number>): Promise<Timing> => {
      timed.takeBusyMs();
      const wallMs = await run();
      return { wallMs, engineMs: timed.takeBusyMs() };
    };
    const worker = async (callsInFlight: number): Promise<number> =>
      (await stand.run({ ...fleet, callsInFlight })).wallMs;
    const found: Overhead['rounds'][number][] = [];
    for (let round = 0; round < rounds; round += 1) {
      found.push({
        bare: await time(() => bareEngines(calls, work)),
        overlapped: await time(() => worker(3)),
        oneByOne: await time(() => worker(1)),
      });
    }
    return { what, calls, audioSeconds: ((await probeAudio(audio)).durationMs ?? 0) / 1000, rounds: found };
  } finally {
    devices.close();
    await room.close();
  }
}

/**
 * Takes the call through the path once: loads every model and notes what the path asks of the engines. The scratch
 * folder stays, because the engines will read the channels in it again.
 */
async function engineCallsOf(
  stand: Stand,
  audio: string,
  timed: TimedEngines,
  tools: Pick<PipelineTools, 'engines' | 'transcriptModels'>,
): Promise<readonly EngineCall[]> {
  const key = basename(audio);
  await copyFile(audio, join(stand.directory, 'bucket', key));
  const call = {
    source: { kind: 'object', bucket: null, key },
    expectedBytes: null,
    expectedSha256: null,
    direction: null,
    channelRoles: null,
    agentName: null,
    customerName: null,
    expectedSpeakers: null,
  } as const;
  const scratch = await mkdtemp(join(stand.directory, 'scratch-'));
  const signal = new AbortController().signal;
  return await timed.note(() =>
    runPipeline(
      call,
      { ...tools, settings: stand.settings, store: () => stand.store },
      { clock: new StageClock({}), scratch, signal },
    ),
  );
}

async function bareEngines(calls: number, work: readonly EngineCall[]): Promise<number> {
  const started = monotonicMs();
  for (let call = 0; call < calls; call += 1) {
    for (const ask of work) await ask();
  }
  return monotonicMs() - started;
}

import { mkdtemp } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { analyseCall } from '../../src/analysis/analyse.ts';
import type { DecodedAudio } from '../../src/audio/decode.ts';
import { decodeAudio } from '../../src/audio/decode.ts';
import { probeAudio } from '../../src/audio/probe.ts';
import { monotonicMs } from '../../src/clock/clock.ts';
import { Devices } from '../../src/devices/devices.ts';
import { EngineRoom, type EngineRoomOptions } from '../../src/inference/engine-room.ts';
import { runPipeline } from '../../src/pipeline/run.ts';
import { speechOf } from '../../src/pipeline/speech-of.ts';
import { StageClock } from '../../src/pipeline/stage-clock.ts';
import { transcribe } from '../../src/pipeline/stages/transcribe.ts';
import type { Engines, PipelineTools } from '../../src/pipeline/tools.ts';
import type { SpeakerMetrics } from '../../src/speakers/metrics.ts';
import { LocalStore } from '../../src/storage/local-store.ts';
import type { Segment } from '../../src/transcript/segment.ts';
import type { Stand } from './stand.ts';
import { TimedEngines } from './timed-engines.ts';

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
 * engine work on the same samples: windows, diarization, prompt. The engines' time is taken within each run too, which
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
    const work = await prepare(stand, audio, tools);
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
        bare: await time(() => bareEngines(calls, work, engines, stand)),
        overlapped: await time(() => worker(3)),
        oneByOne: await time(() => worker(1)),
      });
    }
    return { what, calls, audioSeconds: work.decoded.durationMs / 1000, rounds: found };
  } finally {
    devices.close();
    await room.close();
  }
}

interface EngineWork {
  readonly decoded: DecodedAudio;
  readonly segments: readonly Segment[];
  readonly metrics: SpeakerMetrics;
}

/** Decodes once and takes the call through the path once: loads every model, and makes what the analysis will read. */
async function prepare(
  stand: Stand,
  audio: string,
  tools: Pick<PipelineTools, 'engines' | 'transcriptModels'>,
): Promise<EngineWork> {
  const directory = await mkdtemp(join(stand.directory, 'bare-'));
  const signal = new AbortController().signal;
  const limits = { directory, minSeconds: 0.5, maxMinutes: 240 };
  const decoded = await decodeAudio(audio, await probeAudio(audio), limits);
  const scratch = await mkdtemp(join(stand.directory, 'scratch-'));
  const { segments, metrics } = await runPipeline(
    {
      source: { kind: 'object', bucket: null, key: basename(audio) },
      expectedBytes: null,
      expectedSha256: null,
      direction: null,
      channelRoles: null,
      agentName: null,
      customerName: null,
      expectedSpeakers: null,
    },
    {
      ...tools,
      settings: { ...stand.settings, redactedAudio: 'off' },
      store: () => new LocalStore(dirname(audio)),
    },
    { clock: new StageClock({}), scratch, signal },
  );
  return { decoded, segments, metrics };
}

async function bareEngines(calls: number, work: EngineWork, engines: Engines, stand: Stand): Promise<number> {
  const signal = new AbortController().signal;
  const { decoded, segments, metrics } = work;
  const [channel, second] = decoded.channels;
  const speech = speechOf({}, stand.settings);
  const started = monotonicMs();
  for (let call = 0; call < calls; call += 1) {
    await transcribe(decoded.channels, engines, null, speech, () => undefined, signal);
    if (channel !== undefined && second === undefined) await engines.diarizer?.diarize(channel, null, signal);
    if (engines.languageModel === null) continue;
    const options = { languageModel: engines.languageModel, timeoutMs: stand.settings.analysisTimeoutMs };
    await analyseCall({ segments, metrics, durationMs: decoded.durationMs }, options, signal);
  }
  return monotonicMs() - started;
}

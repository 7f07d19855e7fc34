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
import { StageClock } from '../../src/pipeline/stage-clock.ts';
import { transcribe } from '../../src/pipeline/stages/transcribe.ts';
import type { Engines, PipelineTools } from '../../src/pipeline/tools.ts';
import type { SpeakerMetrics } from '../../src/speakers/metrics.ts';
import { LocalStore } from '../../src/storage/local-store.ts';
import type { Segment } from '../../src/transcript/segment.ts';
import type { Stand } from './stand.ts';

export interface OverheadCase {
  readonly what: string;
  readonly audio: string;
  readonly calls: number;
  readonly rounds: number;
  readonly models: EngineRoomOptions['wanted'];
}

export interface Overhead {
  readonly what: string;
  readonly calls: number;
  readonly audioSeconds: number;
  /** Medians of the rounds, in milliseconds. */
  readonly bareMs: number;
  readonly overlappedMs: number;
  readonly oneByOneMs: number;
  /** Of the rounds, overlapped over bare; each pair ran one after the other. */
  readonly ratios: readonly number[];
}

/**
 * Wall time of N calls through the whole worker, beside that of the same engine processes doing nothing but the same
 * engine work on the same samples: windows, diarization, prompt. Rounds alternate, because the machine is not ours alone.
 */
export async function measureOverhead(
  stand: Stand,
  { what, audio, calls, rounds, models }: OverheadCase,
  places: Pick<EngineRoomOptions, 'modelsDir' | 'cacheDir' | 'engines'>,
): Promise<Overhead> {
  const room = new EngineRoom({ ...places, wanted: models, language: 'en', allowGenerated: true });
  const tools = { engines: () => room.open(), transcriptModels: () => room.transcriptModels() };
  const devices = new Devices({
    providers: () => room.providers,
    capacity: { cpu: 2 },
    residency: { kind: 'together' },
    groups: room,
  });
  try {
    const engines = await room.open();
    const work = await prepare(stand, audio, tools);
    const fleet = { audio, calls, devices, tools };
    const bare: number[] = [];
    const overlapped: number[] = [];
    const oneByOne: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await bareEngines(calls, work, engines, stand));
      overlapped.push((await stand.run({ ...fleet, callsInFlight: 3 })).wallMs);
      oneByOne.push((await stand.run({ ...fleet, callsInFlight: 1 })).wallMs);
    }
    return {
      what,
      calls,
      audioSeconds: work.decoded.durationMs / 1000,
      bareMs: median(bare),
      overlappedMs: median(overlapped),
      oneByOneMs: median(oneByOne),
      ratios: overlapped.map((ms, round) => ms / (bare[round] ?? ms)),
    };
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
  const started = monotonicMs();
  for (let call = 0; call < calls; call += 1) {
    await transcribe(decoded.channels, engines, stand.settings, () => undefined, signal);
    if (channel !== undefined && second === undefined) await engines.diarizer?.diarize(channel, null, signal);
    if (engines.languageModel === null) continue;
    const options = { languageModel: engines.languageModel, timeoutMs: stand.settings.analysisTimeoutMs };
    await analyseCall({ segments, metrics, durationMs: decoded.durationMs }, options, signal);
  }
  return monotonicMs() - started;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

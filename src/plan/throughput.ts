import type { ModelEntry } from '../models/manifest.ts';
import type { Board, Boards } from './board.ts';
import type { MemoryPlan } from './memory-plan.ts';

/** Seconds that one call keeps a device busy, and where the figure is from. */
export interface StageCost {
  readonly stage: 'speech' | 'diarization' | 'analysis';
  readonly device: 'cpu' | 'gpu';
  readonly lowSeconds: number;
  readonly highSeconds: number;
  readonly basis: string;
}

/** An estimate, never a measurement. */
export interface Throughput {
  readonly stages: readonly StageCost[];
  readonly callsPerDayLow: number;
  readonly callsPerDayHigh: number;
  /** What keeps it from more: a device, or the turns. */
  readonly limitedBy: string;
}

export interface ThroughputOptions {
  readonly callMinutes: number;
  /** One channel with all parties: voices must be told apart. */
  readonly mono: boolean;
  readonly callsPerPhase: number;
  /** Measured speeds in place of the file's. */
  readonly measured: {
    readonly speechTimesRealTime?: number | undefined;
    readonly analysisSeconds?: number | undefined;
  };
}

const DAY_SECONDS = 86_400;
/** Everything that is no model: the promise that `npm run bench:pipeline` checks. */
const OVERHEAD = 1.05;
/** Reading weights from NVMe, starting the process, warming up. */
const LOAD_MB_PER_SECOND = 400;
const START_SECONDS = 3;

type Models = { readonly speech: ModelEntry; readonly language: ModelEntry | null };

/**
 * Calls a day when devices work side by side: the busiest device decides. Where models take turns nothing overlaps, and
 * every turn loads its models anew.
 */
export function estimateThroughput(
  board: Pick<Board, 'cores' | 'bandwidthGbs' | 'providers'>,
  models: Models,
  plan: MemoryPlan,
  speeds: Boards['speeds'],
  options: ThroughputOptions,
): Throughput {
  const stages = stageCosts(board, models, speeds, options);
  const turns = plan.residency === 'phases' ? turnSeconds(plan) / options.callsPerPhase : 0;
  const perCall = (of: (stage: StageCost) => number) => {
    const busy = (device: 'cpu' | 'gpu') =>
      stages.filter((stage) => stage.device === device).reduce((sum, stage) => sum + of(stage), 0);
    const [cpu, gpu] = [busy('cpu'), busy('gpu')];
    return OVERHEAD * (plan.residency === 'phases' ? cpu + gpu + turns : Math.max(cpu, gpu));
  };
  const slow = perCall((stage) => stage.highSeconds);
  return {
    stages,
    callsPerDayLow: Math.floor(DAY_SECONDS / slow),
    callsPerDayHigh: Math.floor(DAY_SECONDS / perCall((stage) => stage.lowSeconds)),
    limitedBy: limit(stages, plan),
  };
}

function stageCosts(
  { cores, bandwidthGbs, providers }: Pick<Board, 'cores' | 'bandwidthGbs' | 'providers'>,
  { speech, language }: Models,
  speeds: Boards['speeds'],
  { callMinutes, mono, measured }: ThroughputOptions,
): StageCost[] {
  const seconds = callMinutes * 60;
  const device = (provider: 'cpu' | 'cuda') => (provider === 'cuda' ? 'gpu' : 'cpu');
  const faster = cores / speeds.reference.cores;
  const known = speeds.speech[speech.id];
  const times = measured.speechTimesRealTime ?? (known?.timesRealTime ?? 1) * faster;
  const speechBasis =
    measured.speechTimesRealTime === undefined
      ? (known?.basis ?? 'nothing is known of this model: real time assumed')
      : 'measured';
  const costs: StageCost[] = [fixed('speech', device(providers.speech), seconds / times, speechBasis)];
  if (mono) {
    const { timesRealTime, basis } = speeds.diarization;
    costs.push(
      fixed('diarization', device(providers.diarization), seconds / (timesRealTime * faster), basis),
    );
  }
  if (language !== null) {
    costs.push({
      stage: 'analysis',
      device: device(providers.language),
      ...analysisSeconds(language, bandwidthGbs, providers.language, speeds, callMinutes, measured),
    });
  }
  return costs;
}

/** A language model reads its weights for every token: seconds follow bytes over bandwidth. */
function analysisSeconds(
  language: ModelEntry,
  bandwidthGbs: number,
  provider: 'cpu' | 'cuda',
  speeds: Boards['speeds'],
  callMinutes: number,
  measured: ThroughputOptions['measured'],
): Omit<StageCost, 'stage' | 'device'> {
  const { analysisSeconds: own } = measured;
  if (own !== undefined) return { lowSeconds: own, highSeconds: own, basis: 'measured' };
  const { language: known, reference, languageOnCpuFactor } = speeds;
  const heavier = language.memory.residentMb / REFERENCE_RESIDENT_MB;
  const slower = reference.bandwidthGbs / bandwidthGbs;
  const onCpu = provider === 'cpu' ? languageOnCpuFactor.value : 1;
  // Half is the prompt, which grows with the call; half the answer, which does not.
  const longer = 0.5 + (0.5 * callMinutes) / known.callMinutes;
  const factor = heavier * slower * onCpu * longer;
  return {
    lowSeconds: known.lowSeconds * factor,
    highSeconds: known.highSeconds * factor,
    basis: known.basis,
  };
}

/** Of the model that the reference seconds are for: Llama 3.2 1B with four-bit weights. */
const REFERENCE_RESIDENT_MB = 1030;

/** Both groups loaded once. */
function turnSeconds({ needs }: MemoryPlan): number {
  const loaded = needs.filter((need) => need.group !== null);
  return loaded.reduce((sum, need) => sum + START_SECONDS + need.needMb / LOAD_MB_PER_SECOND, 0);
}

function fixed(stage: StageCost['stage'], device: 'cpu' | 'gpu', seconds: number, basis: string): StageCost {
  return { stage, device, lowSeconds: seconds, highSeconds: seconds, basis };
}

function limit(stages: readonly StageCost[], plan: MemoryPlan): string {
  if (plan.residency === 'phases') return 'the models take turns, so nothing overlaps';
  const busiest = stages.toSorted((a, b) => b.highSeconds - a.highSeconds)[0];
  return busiest === undefined ? 'nothing' : `${busiest.stage} on the ${busiest.device}`;
}

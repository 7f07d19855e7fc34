import { availableParallelism } from 'node:os';
import type { Config } from '../config/settings.ts';
import { CallmillError } from '../errors/error.ts';
import { candidates } from '../models/choose.ts';
import { type ModelEntry, manifest, manifestEntry } from '../models/manifest.ts';
import type { ModelRole } from '../models/model.ts';
import { type Board, boardNamed, boards } from '../plan/board.ts';
import { memoryBudget } from '../plan/budget.ts';
import { type MemoryPlan, planMemory } from '../plan/memory-plan.ts';
import { type PlannedModels, processNeeds } from '../plan/needs.ts';
import { estimateThroughput, type Throughput, type ThroughputOptions } from '../plan/throughput.ts';
import { firstHere } from './models-in-use.ts';

/** What a plan is asked for; without a board it is for this machine and its configuration. */
export interface PlanRequest {
  readonly board?: string;
  readonly speech?: string;
  readonly language?: string;
  readonly context?: number;
  readonly budget?: number;
  readonly callMinutes: number;
  readonly mono?: true;
  readonly measured: ThroughputOptions['measured'];
}

export interface Planned {
  readonly board: string;
  readonly title: string;
  readonly budgetBasis: string;
  readonly contextTokens: number;
  readonly callMinutes: number;
  readonly callsPerPhase: number;
  readonly memory: MemoryPlan;
  readonly throughput: Throughput;
}

/** Longest call that the plan keeps room for when it is diarized. */
const LONGEST_MINUTES = 60;

/** @throws CallmillError usage, model_missing, memory_too_small */
export async function planFor(config: Config, request: PlanRequest): Promise<Planned> {
  const board = request.board === undefined ? await thisMachine(config) : boardNamed(request.board);
  const models = modelsOf(board, request);
  const contextTokens = request.context ?? contextOf(models.language);
  const budgetMb = request.budget ?? board.memoryMb - board.reserveMb;
  const memory = planMemory(
    processNeeds(models, { contextTokens, kvFactor: 1, longestMinutes: LONGEST_MINUTES }),
    budgetMb,
  );
  const throughput = estimateThroughput(board, models, memory, boards().speeds, {
    callMinutes: request.callMinutes,
    mono: request.mono === true,
    callsPerPhase: config.callsPerPhase,
    measured: request.measured,
  });
  return {
    board: board.id,
    title: board.title,
    budgetBasis: request.budget === undefined ? board.reserveBasis : '--budget',
    contextTokens,
    callMinutes: request.callMinutes,
    callsPerPhase: config.callsPerPhase,
    memory,
    throughput,
  };
}

/** This machine as a board: its memory as it is now, its configured models or what `auto` would take. */
async function thisMachine(config: Config): Promise<Board> {
  const { budgetMb, basis } = await memoryBudget(config.memoryBudgetMb);
  const provider = config.provider === 'cuda' ? 'cuda' : 'cpu';
  const here = async (role: ModelRole, wanted: string): Promise<string> =>
    wanted === 'auto' ? await bestHere(role, config) : wanted;
  const cores = availableParallelism();
  return {
    id: 'this machine',
    title: `This machine, ${cores} cores`,
    memoryMb: budgetMb,
    reserveMb: 0,
    reserveBasis: basis,
    cores,
    // Nobody tells; a desktop's two channels.
    bandwidthGbs: 40,
    gpu: provider === 'cuda',
    jetpack: null,
    models: {
      speech: await here('speech', config.speechModel),
      'voice-activity': await here('voice-activity', config.voiceActivityModel),
      segmentation: await here('segmentation', config.segmentationModel),
      'speaker-embedding': await here('speaker-embedding', config.embeddingModel),
      language: await here('language', config.languageModel),
      entities: await here('entities', config.entitiesModel),
    },
    providers: { speech: provider, diarization: 'cpu', language: provider },
  };
}

/** What `auto` would take, or its first wish where nothing is here yet; mere proofs analyse nothing. */
async function bestHere(role: ModelRole, config: Config): Promise<string> {
  const here = await firstHere(role, config);
  if (role === 'language') return here === null || manifestEntry(here).proof ? 'none' : here;
  const language = config.language === 'auto' ? null : config.language;
  return here ?? candidates(manifest(), role, language)[0]?.id ?? 'none';
}

function modelsOf(board: Board, { speech, language }: PlanRequest): PlannedModels {
  const entry = (role: ModelRole, id: string): ModelEntry => {
    const found = manifestEntry(id);
    if (found.role === role) return found;
    throw new CallmillError('usage', `Model ${id} is for ${found.role}, not for ${role}`);
  };
  const optional = (role: ModelRole, id: string) => (id === 'none' ? null : entry(role, id));
  return {
    speech: entry('speech', speech ?? board.models.speech),
    voiceActivity: entry('voice-activity', board.models['voice-activity']),
    segmentation: optional('segmentation', board.models.segmentation),
    embedding: optional('speaker-embedding', board.models['speaker-embedding']),
    entities: optional('entities', board.models.entities),
    language: optional('language', language ?? board.models.language),
  };
}

function contextOf(language: ModelEntry | null): number {
  const tokens = language?.settings['contextTokens'];
  return typeof tokens === 'number' ? tokens : 0;
}

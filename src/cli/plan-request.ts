import { availableParallelism, totalmem } from 'node:os';
import type { Config } from '../config/settings.ts';
import { boardIdentity } from '../doctor/board-identity.ts';
import { CallmillError } from '../errors/error.ts';
import { tunedSettings } from '../models/board.ts';
import { candidates } from '../models/choose.ts';
import { type ModelEntry, manifest, manifestEntry } from '../models/manifest.ts';
import type { ModelRole } from '../models/model.ts';
import { type Board, boardNamed, boards } from '../plan/board.ts';
import { memoryBudget } from '../plan/budget.ts';
import type { LanguageEstimate } from '../plan/language-estimate.ts';
import { type MemoryPlan, planMemory } from '../plan/memory-plan.ts';
import { type LanguageCache, type PlannedModels, processNeeds } from '../plan/needs.ts';
import { estimateThroughput, type Throughput, type ThroughputOptions } from '../plan/throughput.ts';
import { estimateFromFile } from './estimate-from-file.ts';
import { firstHere } from './models-in-use.ts';

/** What a plan is asked for; without a board it is for this machine and its configuration. */
export interface PlanRequest {
  readonly board?: string;
  readonly speech?: string;
  readonly language?: string;
  readonly context?: number;
  readonly budget?: number;
  readonly callMinutes: number;
  /** Calls a day that are wanted. */
  readonly goal?: number;
  readonly mono?: true;
  readonly measured: ThroughputOptions['measured'];
}

export interface Planned {
  readonly board: string;
  readonly title: string;
  readonly budgetBasis: string;
  /** As the language model is opened. */
  readonly cache: LanguageCache;
  readonly callMinutes: number;
  readonly callsPerPhase: number;
  /** Calls a day that the plan is held against. */
  readonly goal: number;
  /** Null without a language model whose file is on this machine. */
  readonly languageEstimate: LanguageEstimate | null;
  readonly memory: MemoryPlan;
  readonly throughput: Throughput;
}

/** What a board is to do in a day. */
const GOAL = 2500;

/** @throws CallmillError usage, model_missing, memory_too_small */
export async function planFor(config: Config, request: PlanRequest): Promise<Planned> {
  const board = request.board === undefined ? await thisMachine(config) : boardNamed(request.board);
  const models = modelsOf(board, request);
  const cache = cacheOf(models.language, config, request, board);
  const budgetMb = request.budget ?? board.memoryMb - board.reserveMb;
  const estimate =
    request.board === undefined ? await estimateFromFile(models.language, cache, config) : null;
  const memory = planMemory(
    processNeeds(models, {
      cache,
      longestMinutes: config.maxAudioMinutes,
      languageMb: estimate?.fileMb ?? null,
    }),
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
    cache,
    callMinutes: request.callMinutes,
    callsPerPhase: config.callsPerPhase,
    goal: request.goal ?? GOAL,
    languageEstimate: estimate,
    memory,
    throughput,
  };
}

/** This machine as a board: its memory as it is now, its configured models or what `auto` would take. */
async function thisMachine(config: Config): Promise<Board> {
  const { budgetMb, basis } = await memoryBudget(config.memoryBudgetMb);
  const { gpu, l4t } = await boardIdentity();
  const hasGpu = gpu !== null || l4t !== null;
  // `auto` gives the GPU to the language model first.
  const takes = (own: Config['provider'] | undefined, suits: 'cpu' | 'cuda') => {
    const choice = own ?? config.provider;
    return choice === 'auto' ? suits : choice;
  };
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
    gpu: hasGpu,
    jetpack: null,
    models: {
      speech: await here('speech', config.speechModel),
      'voice-activity': await here('voice-activity', config.voiceActivityModel),
      segmentation: await here('segmentation', config.segmentationModel),
      'speaker-embedding': await here('speaker-embedding', config.embeddingModel),
      language: await here('language', config.languageModel),
      entities: await here('entities', config.entitiesModel),
    },
    providers: {
      speech: takes(config.speechProvider, 'cpu'),
      diarization: takes(config.diarizationProvider, 'cpu'),
      language: takes(config.languageProvider, hasGpu ? 'cuda' : 'cpu'),
    },
  };
}

/** What `auto` would take, or its first wish where nothing is here yet; mere proofs analyse nothing. */
async function bestHere(role: ModelRole, config: Config): Promise<string> {
  const here = await firstHere(role, config);
  if (role === 'language') return here === null || manifestEntry(here).proof ? 'none' : here;
  if (here === null && config.allowGeneratedModels) {
    const generated = manifest().models.find((model) => model.generated && model.role === role);
    if (generated !== undefined) return generated.id;
  }
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

/** A named board is taken as it is, this machine as it is configured. */
function cacheOf(
  language: ModelEntry | null,
  { board, kvCache }: Config,
  request: PlanRequest,
  { memoryMb }: Board,
): LanguageCache {
  const named = request.board !== undefined;
  const settings =
    language === null
      ? {}
      : tunedSettings(
          language,
          { board: named ? 'auto' : board, kvCache },
          named ? memoryMb * 1_000_000 : totalmem(),
        );
  const { contextTokens, sequences, kvCache: precision } = settings;
  return {
    contextTokens: request.context ?? (typeof contextTokens === 'number' ? contextTokens : 0),
    sequences: typeof sequences === 'number' ? sequences : 1,
    kvCache: precision === 'q8_0' || precision === 'q4_0' ? precision : 'f16',
  };
}

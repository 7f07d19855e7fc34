import { availableParallelism } from 'node:os';
import { currentEnvironment } from '../config/load.ts';
import { cacheDirectory } from '../config/paths.ts';
import type { Config } from '../config/settings.ts';
import { Devices } from '../devices/devices.ts';
import type { EngineGroup, Residency } from '../devices/group.ts';
import { chooseLanguageModel } from '../inference/choose-language-model.ts';
import { EngineRoom, type EngineRoomOptions } from '../inference/engine-room.ts';
import { LanguageModelClient } from '../inference/language-model-client.ts';
import type { EngineSettings } from '../inference/model-engine.ts';
import { KeyRing } from '../keys/key-ring.ts';
import type { LanguageTuning } from '../models/board.ts';

import { DEFAULT_POLICY } from '../pii/policy.ts';
import type { PipelineSettings } from '../pipeline/tools.ts';
import { EMPTY_BOOK, readSpeechBook } from '../speech/speech-book.ts';
import { channelRoles } from './channel-roles.ts';

/** The part of the configuration that decides how calls are treated. @throws CallmillError config_invalid */
export function pipelineSettings(config: Config): PipelineSettings {
  return {
    maxBytes: config.maxObjectMb * 1024 * 1024,
    minSeconds: config.minAudioSeconds,
    maxMinutes: config.maxAudioMinutes,
    language: config.language === 'auto' ? null : config.language,
    speech: config.speechSettings === undefined ? EMPTY_BOOK : readSpeechBook(config.speechSettings),
    defaultChannelRoles: channelRoles(config.channelRoles),
    redaction: config.redact ? DEFAULT_POLICY : null,
    redactedAudio: config.redactedAudio,
    verifyRedactedAudio: config.verifyRedactedAudio,
    analysisTimeoutMs: config.analysisTimeoutSeconds * 1000,
    reuseTranscripts: config.reuseTranscripts,
    privateSourceHosts: config.privateSourceHosts.split(',').flatMap((host) => host.trim() || []),
  };
}

/** The tenants' keys. @throws CallmillError config_invalid */
export function tenantKeys(config: Config): KeyRing {
  return new KeyRing(config.tenantKeys);
}

/** Who hears of inference processes and of the models once they are loaded. */
export interface EngineListeners {
  readonly onEvent?: EngineSettings['onEvent'];
  readonly onLoaded?: EngineSettings['onLoaded'];
  readonly onReady?: EngineRoomOptions['onReady'];
  readonly onPinned?: EngineRoomOptions['onPinned'];
}

/** The models as configured; no process starts before one is needed. */
export function engineRoom(config: Config, listen: EngineListeners = {}): EngineRoom {
  return new EngineRoom({
    wanted: {
      speech: config.speechModel,
      voiceActivity: config.voiceActivityModel,
      segmentation: config.segmentationModel,
      embedding: config.embeddingModel,
      language: config.languageModel,
      entities: config.entitiesModel,
    },
    modelsDir: config.modelsDirectory ?? null,
    cacheDir: cacheDirectory(config),
    language: config.language === 'auto' ? null : config.language,
    allowGenerated: config.allowGeneratedModels,
    tuning: languageTuning(config),
    engines: {
      ...engineSettings(config),
      providers: {
        speech: config.speechProvider,
        diarization: config.diarizationProvider,
        'language-model': config.languageProvider,
      },
      ...(listen.onEvent === undefined ? {} : { onEvent: listen.onEvent }),
      ...(listen.onLoaded === undefined ? {} : { onLoaded: listen.onLoaded }),
    },
    onReady: listen.onReady,
    onPinned: listen.onPinned,
  });
}

/** The devices that the engines of a room share on this machine. */
export function machineDevices(
  config: Config,
  room: EngineRoom,
  residency: Residency,
  onPhase: (group: EngineGroup) => void,
): Devices {
  return new Devices({
    providers: () => room.providers,
    capacity: { cpu: Math.max(1, Math.floor(availableParallelism() / engineThreads(config))) },
    residency,
    groups: room,
    onPhase,
  });
}

function engineThreads({ threads }: Config): number {
  return threads === 0 ? Math.max(1, Math.floor(availableParallelism() / 2)) : threads;
}

/** The language model as configured, alone; null where the rules are to answer. @throws CallmillError model_corrupt */
export async function languageModel(config: Config): Promise<LanguageModelClient | null> {
  if (config.languageModel === 'none') return null;
  const model = await chooseLanguageModel(config.languageModel, {
    modelsDir: config.modelsDirectory ?? null,
    cacheDir: cacheDirectory(config),
    tuning: languageTuning(config),
  });
  return model === null
    ? null
    : new LanguageModelClient(model, {
        ...engineSettings(config),
        provider: config.languageProvider ?? config.provider,
      });
}

/** Board and key-value cache: how large the language model's context is. */
function languageTuning(config: Config): LanguageTuning {
  return { board: config.board, kvCache: config.kvCache };
}

function engineSettings(config: Config): EngineSettings {
  return {
    provider: config.provider,
    threads: engineThreads(config),
    env: engineEnvironment(config),
    memoryLimitMb: config.engineMemoryMb,
  };
}

/** node-llama-cpp finds a build made with options of its own only where the same options are set (docker/Dockerfile.jetson). */
const CUDA_BUILD_OPTION = 'NODE_LLAMA_CPP_CMAKE_OPTION_CMAKE_CUDA_ARCHITECTURES';

/** All that an inference process gets to see: it parses untrusted audio and needs no secret of ours. */
export function engineEnvironment(config: Pick<Config, 'cudaVisibleDevices'>): Record<string, string> {
  const passed: Record<string, string> = {};
  const env = currentEnvironment();
  for (const name of ['PATH', 'HOME', 'LD_LIBRARY_PATH', 'TMPDIR', CUDA_BUILD_OPTION]) {
    const value = env[name];
    if (value !== undefined) passed[name] = value;
  }
  if (config.cudaVisibleDevices !== undefined) passed['CUDA_VISIBLE_DEVICES'] = config.cudaVisibleDevices;
  return passed;
}

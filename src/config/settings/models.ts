import { z } from 'zod';
import { choice, flag, optionalText, setting, text, whole } from './setting.ts';

/** The settings of the group Models. */
export const MODELS = {
  provider: setting(
    'CALLMILL_PROVIDER',
    'Models',
    '`cuda` demands the GPU and fails without it, `auto` takes what is there and says so.',
    choice(['auto', 'cpu', 'cuda']).default('auto'),
  ),
  speechProvider: setting(
    'CALLMILL_SPEECH_PROVIDER',
    'Models',
    'The same for speech alone; `CALLMILL_PROVIDER` when empty.',
    choice(['auto', 'cpu', 'cuda']).optional(),
  ),
  diarizationProvider: setting(
    'CALLMILL_DIARIZATION_PROVIDER',
    'Models',
    'The same for diarization alone.',
    choice(['auto', 'cpu', 'cuda']).optional(),
  ),
  languageProvider: setting(
    'CALLMILL_LANGUAGE_PROVIDER',
    'Models',
    'The same for the language model alone.',
    choice(['auto', 'cpu', 'cuda']).optional(),
  ),
  cudaVisibleDevices: setting(
    'CUDA_VISIBLE_DEVICES',
    'Models',
    'Passed to the inference processes.',
    z.string().optional(),
  ),
  residency: setting(
    'CALLMILL_RESIDENCY',
    'Models',
    '`together` keeps all models in memory, `phases` lets speech and language model take turns, `auto` decides by the memory plan.',
    choice(['auto', 'together', 'phases']).default('auto'),
  ),
  callsPerPhase: setting(
    'CALLMILL_CALLS_PER_PHASE',
    'Models',
    'Calls that are transcribed before the language model takes over, where models take turns.',
    whole(1, 64).default(12),
  ),
  threads: setting(
    'CALLMILL_THREADS',
    'Models',
    'CPU threads per inference process; half the cores when 0.',
    whole(0, 256).default(0),
  ),
  modelsDirectory: setting(
    'CALLMILL_MODELS_DIR',
    'Models',
    'Directory of models, one folder per model id; looked in before the cache.',
    optionalText(),
  ),
  cacheDirectory: setting(
    'CALLMILL_CACHE_DIR',
    'Models',
    'Where pulled and generated models lie; `~/.cache/callmill` when empty.',
    optionalText(),
  ),
  modelsMirror: setting(
    'CALLMILL_MODELS_MIRROR',
    'Models',
    'Base URL or directory to pull models from instead of their public addresses.',
    optionalText(),
  ),
  speechModel: setting(
    'CALLMILL_SPEECH_MODEL',
    'Models',
    'Model id for speech, or `auto`.',
    text().default('auto'),
  ),
  voiceActivityModel: setting(
    'CALLMILL_VAD_MODEL',
    'Models',
    'Model id for voice activity, or `auto`.',
    text().default('auto'),
  ),
  segmentationModel: setting(
    'CALLMILL_SEGMENTATION_MODEL',
    'Models',
    'Model id for speaker segmentation, or `auto`.',
    text().default('auto'),
  ),
  embeddingModel: setting(
    'CALLMILL_EMBEDDING_MODEL',
    'Models',
    'Model id for speaker embedding, or `auto`.',
    text().default('auto'),
  ),
  languageModel: setting(
    'CALLMILL_LANGUAGE_MODEL',
    'Models',
    'Model id for analysis, `auto`, or `none` for rules only.',
    text().default('auto'),
  ),
  entitiesModel: setting(
    'CALLMILL_ENTITIES_MODEL',
    'Models',
    'Model id for names, addresses, places and organisations in redaction, `auto`, or `none` for rules only.',
    text().default('auto'),
  ),
  board: setting(
    'CALLMILL_BOARD',
    'Models',
    "Which of the manifest's settings a language model gets: `small`, `large`, or `auto` by the machine's memory (large from 15 GB).",
    choice(['auto', 'small', 'large']).default('auto'),
  ),
  kvCache: setting(
    'CALLMILL_KV_CACHE',
    'Models',
    "Precision of the language model's key-value cache: `q8_0` takes half the memory of `f16`, `q4_0` a quarter; `auto` as the manifest says.",
    choice(['auto', 'f16', 'q8_0', 'q4_0']).default('auto'),
  ),
  memoryBudgetMb: setting(
    'CALLMILL_MEMORY_BUDGET_MB',
    'Models',
    'Memory that callmill may use in all, MB; 0 reads what the machine has free.',
    whole(0, 10_000_000).default(0),
  ),
  engineMemoryMb: setting(
    'CALLMILL_ENGINE_MEMORY_MB',
    'Models',
    'An inference process above this is replaced before its next request, and ended at once at one and a half times it; 0 means no limit.',
    whole(0, 1_000_000).default(0),
  ),
  allowGeneratedModels: setting(
    'CALLMILL_ALLOW_GENERATED_MODELS',
    'Models',
    'Let built-in generated models stand in for missing weights. Their transcripts mean nothing: for trying the plumbing only.',
    flag().default(false),
  ),
} as const;

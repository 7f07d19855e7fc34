import type { LocatedModel } from '../models/model.ts';
import { DiarizationClient } from './diarization-client.ts';
import { EntitiesClient } from './entities-client.ts';
import { LanguageModelClient } from './language-model-client.ts';
import type { EngineSettings, ProviderChoice } from './model-engine.ts';
import { SpeechClient } from './speech-client.ts';
import { VoiceActivityClient } from './voice-activity-client.ts';

export interface EngineModels {
  readonly speech: LocatedModel;
  readonly voiceActivity: LocatedModel;
  /** Without both, mono calls have one speaker. */
  readonly segmentation: LocatedModel | null;
  readonly embedding: LocatedModel | null;
  /** Without it the rules analyse. */
  readonly language: LocatedModel | null;
  /** Without it the rules redact alone. */
  readonly entities: LocatedModel | null;
}

export type EngineName = 'speech' | 'voice-activity' | 'diarization' | 'language-model' | 'entities';

/** The same for all engines, but for the provider of those that are named. */
export interface EnginesSettings extends EngineSettings {
  readonly providers?: Readonly<Partial<Record<EngineName, ProviderChoice | undefined>>>;
}

export function providerOf({ provider, providers }: EnginesSettings, engine: EngineName): ProviderChoice {
  return providers?.[engine] ?? provider;
}

export interface Engines extends AsyncDisposable {
  readonly speech: SpeechClient;
  readonly voiceActivity: VoiceActivityClient;
  readonly diarization: DiarizationClient | null;
  readonly language: LanguageModelClient | null;
  readonly entities: EntitiesClient | null;
  /** Ends all processes and waits until they are gone. */
  close(): Promise<void>;
}

/** Builds the clients; no process starts before it is first needed. */
export function openEngines(models: EngineModels, settings: EnginesSettings): Engines {
  const own = (engine: EngineName) => ({ ...settings, provider: providerOf(settings, engine) });
  const { speech, voiceActivity, segmentation, embedding, language, entities } = models;
  const engines = {
    speech: new SpeechClient(speech, own('speech')),
    voiceActivity: new VoiceActivityClient(voiceActivity, own('voice-activity')),
    diarization:
      segmentation === null || embedding === null
        ? null
        : new DiarizationClient({ segmentation, embedding }, own('diarization')),
    language: language === null ? null : new LanguageModelClient(language, own('language-model')),
    // Small, and its runtime has no CUDA build for boards: on the CPU whatever is demanded of the others.
    entities: entities === null ? null : new EntitiesClient(entities, { ...settings, provider: 'cpu' }),
  };
  const close = async (): Promise<void> => {
    const clients = Object.values(engines);
    await Promise.all(clients.map((client) => client?.close()));
  };
  return { ...engines, close, [Symbol.asyncDispose]: close };
}

import type { EngineGroup, EngineGroups } from '../devices/group.ts';
import type { Providers } from '../devices/needs.ts';
import { CallmillError } from '../errors/error.ts';
import type { LanguageTuning } from '../models/board.ts';
import { chooseModel } from '../models/choose.ts';
import { modelPrint } from '../models/hash.ts';
import { manifestEntry } from '../models/manifest.ts';
import type { LocatedModel, ModelRole } from '../models/model.ts';
import type { Engines, TranscriptModels } from '../pipeline/tools.ts';
import { chooseLanguageModel } from './choose-language-model.ts';
import {
  type Engines as EngineClients,
  type EngineModels,
  type EngineName,
  type EnginesSettings,
  openEngines,
  providerOf,
} from './open-engines.ts';
import { type EngineTrial, tryEngines } from './try-engines.ts';

/** Model ids by role as configured: an id, `auto`, or for the language model and the entities `none`. */
export interface WantedModels {
  readonly speech: string;
  readonly voiceActivity: string;
  readonly segmentation: string;
  readonly embedding: string;
  readonly language: string;
  readonly entities: string;
}

export interface EngineRoomOptions {
  readonly wanted: WantedModels;
  readonly modelsDir: string | null;
  readonly cacheDir: string;
  /** BCP 47 code of the calls, so that `auto` passes over models that do not know it; null: any. */
  readonly language: string | null;
  /** Let generated models stand in for missing weights; see docs/decisions/0003. */
  readonly allowGenerated: boolean;
  /** How large the language model's context is; what the manifest says of this board when absent. */
  readonly tuning?: LanguageTuning;
  readonly engines: EnginesSettings;
  /** Told of a file without a published checksum whose first copy is pinned from now on. */
  readonly onPinned?: ((name: string) => void) | undefined;
  /** Told once, when speech is loaded: the models that calls will be given to. */
  readonly onReady?: ((models: readonly LocatedModel[]) => void) | undefined;
}

/**
 * The models of one worker: finds and verifies them on first use, keeps their processes, ends them. A failure is not
 * kept: the next call tries again, so weights that arrive later are found without a restart.
 */
export class EngineRoom implements EngineGroups {
  readonly #options: EngineRoomOptions;
  #models: Promise<EngineModels> | null = null;
  #clients: EngineClients | null = null;
  #announced = false;
  #proved = false;

  constructor(options: EngineRoomOptions) {
    this.#options = options;
  }

  /** @throws CallmillError model_missing, model_corrupt, model_unusable, provider_unavailable */
  async open(signal?: AbortSignal): Promise<Engines> {
    const models = await this.#chosen();
    await this.#prove(models, signal);
    this.#clients ??= openEngines(models, this.#options.engines);
    const { speech, voiceActivity, diarization, language, entities } = this.#clients;
    if (!this.#announced) {
      // Loading is the proof that the runtime takes the model and the provider that was asked for. Once is enough:
      // later each stage loads what it needs, and in phases that is not the speech model.
      await speech.info(signal);
      await voiceActivity.info(signal);
      this.#announced = true;
      this.#options.onReady?.(Object.values(models).filter((model) => model !== null));
    }
    return {
      recognizer: speech,
      detector: voiceActivity,
      diarizer: diarization,
      languageModel: language,
      entityClassifier: entities,
    };
  }

  /** Loads every engine once, one after the other. @throws CallmillError model_missing, model_corrupt */
  async tryAll(signal?: AbortSignal): Promise<readonly EngineTrial[]> {
    const models = await this.#chosen();
    return await tryEngines(
      models,
      this.#options.engines,
      ['speech', 'voice-activity', 'diarization', 'language-model', 'entities'],
      signal,
    );
  }

  /**
   * Where CUDA is demanded every runtime shows at the start that it has it. Found out at the first call it would fail
   * the call (diarization), or leave all calls to the rules (language model). Speech is loaded after this anyway; what
   * else goes wrong here is for the stage to say.
   */
  async #prove(models: EngineModels, signal?: AbortSignal): Promise<void> {
    const { engines } = this.#options;
    if (this.#proved) return;
    const others: readonly EngineName[] = ['diarization', 'language-model'];
    const demanded = others.filter((name) => providerOf(engines, name) === 'cuda');
    const trials = demanded.length === 0 ? [] : await tryEngines(models, engines, demanded, signal);
    for (const { error } of trials) if (error?.code === 'provider_unavailable') throw error;
    this.#proved = true;
  }

  /** Where the engines run, as far as is known. */
  get providers(): Providers {
    const { speech, diarization, language } = this.#clients ?? {};
    return {
      transcribe: speech?.provider ?? 'cpu',
      diarize: diarization?.provider ?? 'cpu',
      analyse: language?.provider ?? 'cpu',
    };
  }

  async unload(group: EngineGroup): Promise<void> {
    const { speech, voiceActivity, diarization, language } = this.#clients ?? {};
    const clients = group === 'speech' ? [speech, voiceActivity, diarization] : [language];
    await Promise.all(clients.map((client) => client?.unload()));
  }

  /** Diarization is left to the first call that needs it: where each party has a channel, none does. */
  async load(group: EngineGroup): Promise<void> {
    const { speech, voiceActivity, language } = this.#clients ?? {};
    const clients = group === 'speech' ? [speech, voiceActivity] : [language];
    await Promise.all(clients.map((client) => client?.info()));
  }

  /** What decides a transcript, without starting a process. @throws CallmillError model_missing, model_corrupt */
  async transcriptModels(): Promise<TranscriptModels> {
    const { speech, voiceActivity, segmentation, embedding, entities } = await this.#chosen();
    const helpers = [voiceActivity, segmentation, embedding];
    return {
      speechSha256: speech.sha256,
      speechPrint: modelPrint(speech),
      helperPrints: helpers.map((model) => (model === null ? null : modelPrint(model))),
      entitiesPrint: entities === null ? null : modelPrint(entities),
    };
  }

  /** The speaker embedding that diarization uses; null where there is none. @throws CallmillError model_corrupt */
  async embedding(): Promise<LocatedModel | null> {
    return (await this.#chosen()).embedding;
  }

  async #chosen(): Promise<EngineModels> {
    this.#models ??= this.#choose();
    try {
      return await this.#models;
    } catch (thrown) {
      this.#models = null;
      throw thrown;
    }
  }

  /** Ends all inference processes and waits until they are gone. */
  async close(): Promise<void> {
    await this.#clients?.close();
    this.#clients = null;
  }

  async #choose(): Promise<EngineModels> {
    const { wanted } = this.#options;
    const [speech, voiceActivity, segmentation, embedding, language, entities] = await Promise.all([
      this.#need('speech', wanted.speech),
      this.#need('voice-activity', wanted.voiceActivity),
      this.#find('segmentation', wanted.segmentation),
      this.#find('speaker-embedding', wanted.embedding),
      wanted.language === 'none' ? null : chooseLanguageModel(wanted.language, this.#options),
      // not found is a failure: whoever redacts with it must not go on without it
      wanted.entities === 'none' ? null : this.#need('entities', wanted.entities),
    ]);
    return { speech, voiceActivity, segmentation, embedding, language, entities };
  }

  async #need(role: ModelRole, wanted: string): Promise<LocatedModel> {
    const { allowGenerated } = this.#options;
    const model = await chooseModel(role, wanted, this.#options);
    if (model.generated && wanted === 'auto' && !allowGenerated) {
      throw new CallmillError('model_missing', `No ${role} model is on this machine`, {
        remedy: `Run "callmill models pull" with an id of "callmill models list", or point CALLMILL_MODELS_DIR at the weights.`,
      });
    }
    return model;
  }

  /** A role that the path can do without: nothing is better than a generated or a toy model. */
  async #find(role: ModelRole, wanted: string): Promise<LocatedModel | null> {
    const model = await chooseModel(role, wanted, this.#options);
    return wanted === 'auto' && (model.generated || manifestEntry(model.id).proof) ? null : model;
  }
}

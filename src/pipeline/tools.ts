import type { AnalysisConfig } from '../analysis/config/config.ts';
import type { LanguageModel } from '../analysis/language-model.ts';
import type { Direction } from '../database/schema.ts';
import type { CallmillError } from '../errors/error.ts';
import type { EntityClassifier } from '../pii/classifier.ts';
import type { OperatorContext } from '../pii/operators/operator.ts';
import type { PiiPolicy } from '../pii/policy.ts';
import type { Diarizer } from '../speakers/diarizer.ts';
import type { SpeechRecognizer, VoiceActivityDetector } from '../speech/recognizer.ts';
import type { SpeechBook } from '../speech/speech-book.ts';
import type { Store } from '../storage/store.ts';
import type { SpeakerRole } from '../transcript/segment.ts';
import type { IdentifyOptions } from '../voices/identify.ts';
import type { VoicePrint } from '../voices/voice-print.ts';

/** The models at work, each in a process of its own. */
export interface Engines {
  readonly recognizer: SpeechRecognizer;
  readonly detector: VoiceActivityDetector;
  /** Null when no diarization model is there: a mono call then has one speaker. */
  readonly diarizer: Diarizer | null;
  /** Null when rules are to answer. */
  readonly languageModel: LanguageModel | null;
  /** Null when rules are to redact alone. */
  readonly entityClassifier: EntityClassifier | null;
}

/**
 * What the models that decide a transcript are made of: a transcript by others is another transcript. A print is over a
 * model's files and its settings in the manifest.
 */
export interface TranscriptModels {
  /** Of the speech model's files alone. */
  readonly speechSha256: string;
  readonly speechPrint: string;
  /** Voice activity, speaker segmentation, speaker embedding; null where there is none. */
  readonly helperPrints: readonly (string | null)[];
  /** The classifier that redaction asks; null where rules redact alone. */
  readonly entitiesPrint: string | null;
}

/** How calls are treated; the same for every call of a tenant. */
export interface PipelineSettings {
  readonly maxBytes: number;
  readonly minSeconds: number;
  readonly maxMinutes: number;
  /** BCP 47, or null to detect. */
  readonly language: string | null;
  /** Speech settings of the worker and its tenants; the defaults when absent. */
  readonly speech?: SpeechBook;
  /** Roles by channel number when the row gives none. */
  readonly defaultChannelRoles: Readonly<Record<string, SpeakerRole>>;
  /** Null switches redaction off. */
  readonly redaction: PiiPolicy | null;
  readonly redactedAudio: 'mute' | 'beep' | 'off';
  /** Listen again to what was muted before the cleaned audio is published. */
  readonly verifyRedactedAudio: boolean;
  readonly analysisTimeoutMs: number;
  /** Hosts in private networks that a row's source_url may name. */
  readonly privateSourceHosts: readonly string[];
  /** Whether a transcript of the same audio by the same models and settings is used again. */
  readonly reuseTranscripts: boolean;
}

/** Whose call it is: decides what it is judged by. */
export interface CallScope {
  readonly tenantId: number;
  readonly clientRef: string | null;
  readonly direction: Direction | null;
  readonly campaign: string | null;
}

/** What a call is judged by; with an error, the built-in configuration because the client's cannot be read. */
export interface ScopedConfig {
  readonly config: AnalysisConfig;
  readonly error: CallmillError | null;
}

/** A tenant's agents by the embedding at work, and when a voice counts as one of them. */
export interface Enrolled {
  readonly prints: readonly VoicePrint[];
  readonly options: IdentifyOptions;
}

/** A tenant's own way with personal data. */
export interface TenantPrivacy {
  /** Null where the tenant has none: the worker's holds. */
  readonly policy: PiiPolicy | null;
  /** Keys of the operators that need one. */
  readonly operators: OperatorContext;
}

/** A recogniser on another machine. */
export interface RemoteRecognizer {
  readonly recognizer: SpeechRecognizer;
  readonly use: 'first' | 'fallback';
}

/** What the stages work with besides the call itself. */
export interface PipelineTools {
  readonly settings: PipelineSettings;
  /** Loads what is not loaded yet. @throws CallmillError model_missing, model_corrupt, provider_unavailable */
  engines(signal?: AbortSignal): Promise<Engines>;
  /** Finds the models without loading them. @throws CallmillError model_missing, model_corrupt */
  transcriptModels(): Promise<TranscriptModels>;
  /** Absent: every call is judged by the built-in configuration. @throws CallmillError database_unavailable */
  analysisConfig?(scope: CallScope): Promise<ScopedConfig>;
  /** How a tenant wants its calls redacted. @throws CallmillError policy_invalid, database_unavailable */
  privacy?(tenantId: number): Promise<TenantPrivacy>;
  /** The enrolled agents of a tenant, empty unless it opted in; absent outside the queue. @throws CallmillError key_missing */
  voicePrints?(tenantId: number): Promise<Enrolled>;
  /** Models elsewhere that the tenant lets its redacted words go to. @throws CallmillError database_unavailable */
  analysisEndpoints?(tenantId: number): Promise<readonly LanguageModel[]>;
  /** A speech model elsewhere that the tenant lets its audio go to, and whether it is asked first. */
  transcriptionEndpoint?(tenantId: number): Promise<RemoteRecognizer | null>;
  /** The store of a bucket; null names the configured one. */
  store(bucket: string | null): Store;
}

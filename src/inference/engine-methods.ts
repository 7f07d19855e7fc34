import type {
  Completion,
  CompletionRequest,
  DecisionRequest,
  Decisions,
} from '../analysis/language-model.ts';
import type { PcmFile, TimeSpan } from '../audio/pcm-file.ts';
import type { LocatedModel, Provider } from '../models/model.ts';
import type { ClassifiedSpan } from '../pii/classifier.ts';
import type { LanguageCache } from '../plan/needs.ts';
import type { SpeakerTurn } from '../speakers/diarizer.ts';
import type { Method } from './protocol.ts';

/** What every `load` is told besides its models. `auto` has been decided by then: see model-engine.ts. */
export interface LoadOptions {
  readonly provider: Provider;
  /** True when the provider was demanded and nothing else will do. */
  readonly demanded: boolean;
  readonly threads: number;
}

/** What every `load` answers; `provider` is what the child can prove it took. */
export interface Loaded {
  readonly provider: Provider;
}

/** A recogniser's answer before it becomes words; times are seconds from the window's start. */
export interface RawTranscript {
  readonly text: string;
  readonly tokens: readonly string[];
  /** Start of each token; empty when the family gives none. */
  readonly timestamps: readonly number[];
  /** Length of each token; empty when the family gives none. */
  readonly durations: readonly number[];
  /** Natural logarithm of each token's probability; empty when the family gives none. */
  readonly logProbabilities: readonly number[];
  /** As the model named it, null when it does not tell. */
  readonly language: string | null;
}

export interface SpeechMethods {
  readonly load: Method<LoadOptions & { readonly speech: LocatedModel }, Loaded>;
  readonly transcribe: Method<
    {
      readonly samples: Float32Array;
      readonly sampleRate: number;
      readonly language: string | null;
      readonly hotWords: readonly string[];
    },
    RawTranscript
  >;
}

export interface VoiceActivityMethods {
  readonly load: Method<LoadOptions & { readonly voiceActivity: LocatedModel }, Loaded>;
  readonly detect: Method<{ readonly channel: PcmFile }, readonly TimeSpan[]>;
}

export interface DiarizationMethods {
  readonly load: Method<
    LoadOptions & { readonly segmentation: LocatedModel; readonly embedding: LocatedModel },
    Loaded
  >;
  readonly diarize: Method<
    { readonly channel: PcmFile; readonly speakers: number | null },
    readonly SpeakerTurn[]
  >;
  readonly embed: Method<{ readonly channel: PcmFile; readonly spans: readonly TimeSpan[] }, Float32Array>;
}

export interface LanguageModelMethods {
  readonly load: Method<
    LoadOptions & { readonly model: LocatedModel },
    Loaded & { readonly contextTokens: number; readonly sequences: number }
  >;
  readonly complete: Method<{ readonly requests: readonly CompletionRequest[] }, readonly Completion[]>;
  readonly decide: Method<DecisionRequest, Decisions>;
  readonly countTokens: Method<{ readonly texts: readonly string[] }, readonly number[]>;
}

export interface EntityMethods {
  readonly load: Method<LoadOptions & { readonly model: LocatedModel }, Loaded>;
  readonly classify: Method<
    { readonly turns: readonly (readonly string[])[] },
    readonly (readonly ClassifiedSpan[])[]
  >;
}

/** What an ONNX file says of itself; dimensions are numbers, or names where they are free. */
export interface OnnxTensor {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

export interface OnnxFacts {
  readonly inputs: readonly OnnxTensor[];
  readonly outputs: readonly OnnxTensor[];
  readonly metadata: Readonly<Record<string, string>>;
}

export interface OnnxInspectMethods {
  readonly inspect: Method<{ readonly path: string }, OnnxFacts>;
}

export interface GgufInspectMethods {
  readonly estimate: Method<
    { readonly path: string; readonly cache: LanguageCache },
    { readonly bytes: number }
  >;
}

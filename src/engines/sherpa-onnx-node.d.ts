// The package ships no types. Only what callmill calls is declared; the addon's own names are kept.

declare module 'sherpa-onnx-node' {
  export type NativeConfig = { readonly [key: string]: string | number | NativeConfig };

  interface Waveform {
    readonly samples: Float32Array;
    readonly sampleRate: number;
  }

  class OfflineStream {
    acceptWaveform(waveform: Waveform): void;
  }

  class OnlineStream {
    acceptWaveform(waveform: Waveform): void;
    inputFinished(): void;
  }

  /** JSON of the C API: offline transducers fill `ys_log_probs`, streaming ones `ys_probs` (logarithms too). */
  export interface NativeResult {
    readonly text: string;
    readonly tokens?: readonly string[];
    readonly timestamps?: readonly number[];
    readonly durations?: readonly number[];
    readonly lang?: string;
    readonly ys_log_probs?: readonly number[];
    readonly ys_probs?: readonly number[];
  }

  class OfflineRecognizer {
    static createAsync(config: NativeConfig): Promise<OfflineRecognizer>;
    createStream(): OfflineStream;
    setConfig(config: NativeConfig): void;
    decodeAsync(stream: OfflineStream): Promise<NativeResult>;
  }

  class OnlineRecognizer {
    constructor(config: NativeConfig);
    createStream(): OnlineStream;
    isReady(stream: OnlineStream): boolean;
    decode(stream: OnlineStream): void;
    getResult(stream: OnlineStream): NativeResult;
  }

  class Vad {
    constructor(config: NativeConfig, bufferSizeInSeconds: number);
    readonly handle: object | null | undefined;
    acceptWaveform(samples: Float32Array): void;
    isEmpty(): boolean;
    isDetected(): boolean;
    front(enableExternalBuffer: boolean): { readonly start: number; readonly samples: Float32Array };
    pop(): void;
    flush(): void;
    reset(): void;
  }

  const sherpa: {
    readonly OfflineRecognizer: typeof OfflineRecognizer;
    readonly OnlineRecognizer: typeof OnlineRecognizer;
    readonly Vad: typeof Vad;
  };
  export default sherpa;
  export type { OfflineRecognizer, OnlineRecognizer, Vad };
}

declare module 'sherpa-onnx-node/addon.js' {
  import type { NativeConfig } from 'sherpa-onnx-node';

  interface DiarizationSegment {
    /** Seconds. */
    readonly start: number;
    readonly end: number;
    readonly speaker: number;
  }

  const addon: {
    createOfflineSpeakerDiarization(config: NativeConfig): object;
    getOfflineSpeakerDiarizationSampleRate(handle: object): number;
    offlineSpeakerDiarizationSetConfig(handle: object, config: NativeConfig): void;
    createSpeakerEmbeddingExtractor(config: NativeConfig): object;
    speakerEmbeddingExtractorCreateStream(handle: object): object;
    speakerEmbeddingExtractorIsReady(handle: object, stream: object): boolean;
    speakerEmbeddingExtractorComputeEmbedding(
      handle: object,
      stream: object,
      enableExternalBuffer: boolean,
    ): Float32Array;
    acceptWaveformOnline(
      stream: object,
      waveform: { readonly samples: Float32Array; readonly sampleRate: number },
    ): void;
    inputFinished(stream: object): void;
    offlineSpeakerDiarizationProcess(handle: object, samples: Float32Array): readonly DiarizationSegment[];
    /** Off the event loop; `onChunk` returns 0 to go on. Absent from older builds of the addon. */
    readonly offlineSpeakerDiarizationProcessAsync?: (
      handle: object,
      samples: Float32Array,
      onChunk: (done: number, total: number) => number,
    ) => Promise<readonly DiarizationSegment[]>;
  };
  export default addon;
}

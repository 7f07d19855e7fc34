import type { Stage } from '../errors/codes.ts';
import type { CallmillError } from '../errors/error.ts';

/** The first request to every fresh process: load the model. */
export interface WarmUp {
  readonly method: string;
  readonly payload: unknown;
  readonly deadlineMs: number;
}

/**
 * What happened to a process. `asked`: a request is in its hands, so that its death from now on is blamed on that
 * request. `wanted`: it was closed, not lost. `stderrTail` may quote anything a native library
 * printed.
 */
export type EngineEvent =
  | { readonly kind: 'started'; readonly engine: string; readonly pid: number | undefined }
  | { readonly kind: 'asked'; readonly engine: string; readonly method: string }
  | {
      readonly kind: 'ended';
      readonly engine: string;
      readonly how: string;
      readonly wanted: boolean;
      readonly stderrTail: string;
    };

export interface EngineProcessOptions {
  /** Shown in messages: `speech`, `diarization`, `language-model`. */
  readonly name: string;
  /** File to fork; it calls `serve` from child-host.ts. */
  readonly entry: URL;
  /** The child's whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Stage named by errors. */
  readonly stage: Stage;
  /** Asked at every start, so that its payload may change between attempts. */
  readonly warmUp?: () => WarmUp;
  /** Sees the warm-up's answer and everything printed to stderr during it; throws to refuse the start. */
  readonly confirm?: (value: unknown, stderr: string) => void;
  /** A start failed: `again` starts over at once, an error is thrown to the caller. */
  readonly onStartFailure?: (error: CallmillError, stderr: string) => Promise<'again' | CallmillError>;
  readonly onEvent?: ((event: EngineEvent) => void) | undefined;
  /** A busy process that says nothing for this long is killed. Default 30 s. */
  readonly livenessMs?: number;
  /** The same while it loads. Default 240 s: some models load synchronously. */
  readonly startLivenessMs?: number;
  /** After an abort the child may take this long to stop by itself before it is killed. Default 500 ms. */
  readonly cancelGraceMs?: number;
  /** First wait after a crash, doubled by each further one. Default 200 ms up to 30 s. */
  readonly backoff?: { readonly baseMs: number; readonly maxMs: number };
  /**
   * A process above this is replaced before the next request, one far above it ended at once; 0 or absent means no
   * limit.
   */
  readonly memoryLimitMb?: number | undefined;
}

export interface RequestOptions {
  /** Time for the answer itself, waiting for a turn and loading not included. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

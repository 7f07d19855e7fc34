import type { ErrorCode } from '../errors/codes.ts';

/**
 * What travels between the worker and an inference process, over `fork` with advanced serialisation:
 * typed arrays arrive as typed arrays (30 s of float32 in 15 ms; the JSON default takes 215 ms and loses the type).
 */
export type ParentMessage =
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly method: string;
      readonly payload: unknown;
      /** When set, the child writes this line to stderr before it answers: all earlier stderr has then arrived. */
      readonly fence: string | null;
    }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'ping' };

export type ChildMessage =
  | { readonly kind: 'progress'; readonly id: number; readonly fraction: number }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'pong' };

/** One method of an engine: what goes in and what comes out, both structured-clone data. */
export interface Method<Payload, Result> {
  readonly payload: Payload;
  readonly result: Result;
}

/** Method name → its types; each engine declares one in `engine-methods.ts`. */
export type MethodTable<M> = { readonly [K in keyof M]: Method<unknown, unknown> };

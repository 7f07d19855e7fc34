/**
 * Processes that are in memory together: `speech` is recognition, voice activity and diarization, `language` the
 * language model.
 */
export type EngineGroup = 'speech' | 'language';

/** The stages that work on a device of their own or a shared one; the others need network, database or a moment. */
export type DeviceStage = 'decode' | 'detect' | 'transcribe' | 'diarize' | 'analyse';

/** Decoding is ffmpeg's and needs no engine. */
export const GROUP_OF: Readonly<Record<DeviceStage, EngineGroup | null>> = {
  decode: null,
  detect: 'speech',
  transcribe: 'speech',
  diarize: 'speech',
  analyse: 'language',
};

/** Ends and starts the processes of a group; see {@link Devices}. */
export interface EngineGroups {
  /** Resolves when the group's processes are gone: only then is their memory free. Never rejects. */
  unload(group: EngineGroup): Promise<void>;
  /** Starts them. May reject: the stage that needs them then meets the same error and knows whose it is. */
  load(group: EngineGroup): Promise<void>;
}

/**
 * What the memory plan says: all engine groups fit into memory together, or they take turns, each with up to
 * `callsPerPhase` calls.
 */
export type Residency =
  | { readonly kind: 'together' }
  | { readonly kind: 'phases'; readonly callsPerPhase: number };

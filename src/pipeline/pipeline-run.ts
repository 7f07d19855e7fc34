import type { DeviceStage } from '../devices/group.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { StageClock } from './stage-clock.ts';

/** A place on the disk for the audio of one call, among others that are in flight; bytes are source and samples together. */
export interface AudioRoom {
  /** Waits until there is room. @param bytes an estimate, null where nothing is known */
  reserve(bytes: number | null): Promise<void>;
  /** What it came to; waits for nothing, because the bytes are there already. */
  correct(bytes: number): void;
  /** The audio is needed no more: removes it. */
  free(): Promise<void>;
}

/** What one call's way through the stages needs besides the call and the tools. */
export interface PipelineRun {
  readonly clock: StageClock;
  /** An empty directory for this call's files; the caller removes it. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** Told as soon as the length is known, so that the job's deadline can follow it. */
  readonly onAudioLength?: (seconds: number) => void;
  /** Where finished work is kept and found; without it every call is heard. */
  readonly checkpoints?: Checkpoints;
  /** Hear the call even if somebody has heard the same before. */
  readonly anew?: boolean;
  /** Runs work when the device of its stage is free, and holds it no longer; without it the call has the machine alone. */
  readonly onDevice?: <T>(stage: DeviceStage, work: () => Promise<T>) => Promise<T>;
  /** Without it there is room enough. */
  readonly room?: AudioRoom;
}

/** Does one stage's work on its device. */
export function onDevice<T>(
  run: Pick<PipelineRun, 'onDevice'>,
  stage: DeviceStage,
  work: () => Promise<T>,
): Promise<T> {
  return run.onDevice === undefined ? work() : run.onDevice(stage, work);
}

import type { Checkpoints } from './checkpoints.ts';
import type { StageClock } from './stage-clock.ts';

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
}

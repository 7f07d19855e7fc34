import type { Analysis } from '../analysis/schema.ts';
import type { WorkerState } from '../database/schema.ts';
import type { EngineGroup } from '../devices/group.ts';
import type { CallmillError } from '../errors/error.ts';
import type { StageMs, StageName } from '../pipeline/result.ts';
import type { FleetFacts } from '../queue/fleet-facts.ts';
import type { QualitySample } from '../results/quality-sample.ts';
import type { SpeechQuality } from '../speech/quality.ts';

/** How a claim ended. */
export type JobOutcome = 'completed' | 'retried' | 'failed' | 'released' | 'lost' | 'cancelled';

/** The recording a line of the log belongs to. */
export interface JobLabel {
  readonly recordingId: number;
  readonly correlationId: string;
  readonly attempt: number;
}

/** Figures of one analysis; no text. */
export type AnalysisCost = Pick<
  Analysis,
  | 'evaluatorType'
  | 'inputTokens'
  | 'evaluatedTokens'
  | 'outputTokens'
  | 'firstTokenMs'
  | 'tokensPerSecond'
  | 'droppedClaims'
>;

export interface JobReport extends JobLabel {
  readonly outcome: JobOutcome;
  readonly error: CallmillError | null;
  readonly stageMs: StageMs;
  readonly elapsedMs: number;
  /** Of that, before devices and for room that other calls had. */
  readonly waitedMs: number;
  /** Length of the call, when it was decoded. */
  readonly audioMs: number | null;
  /** The error code that made the rules answer instead of the model, when they did. */
  readonly fallbackReason: string | null;
  /** How well the call could be heard; absent when this attempt heard none. */
  readonly quality?: SpeechQuality | null;
  /** What the analysis cost, when there is one. */
  readonly analysis?: AnalysisCost | null;
  /** Mean word confidence of a transcript made in this job, null when none was made or its model gives none. */
  readonly confidence: number | null;
}

/** What a worker tells the world; logging and metrics listen, the worker knows neither. */
export interface WorkerEvents {
  onState?(state: WorkerState): void;
  onClaimed?(job: JobLabel): void;
  onEmptyPoll?(): void;
  onProgress?(job: JobLabel, step: StageName, percent: number): void;
  onStageDone?(job: JobLabel, step: StageName, milliseconds: number): void;
  onJobDone?(report: JobReport): void;
  onHeartbeatMissed?(job: JobLabel, error: CallmillError): void;
  /** Finished work could not be read or kept; the job goes on without. */
  onCheckpointMissed?(job: JobLabel, error: CallmillError): void;
  /** Claiming pauses for this reason, or goes on (null). */
  onPause?(reason: CallmillError | null): void;
  onRecovered?(rows: number): void;
  /** Old history was removed. */
  onPruned?(rows: number): void;
  onTrouble?(error: CallmillError): void;
  /** The engines of this group are about to take the others' place in memory. */
  onPhase?(group: EngineGroup): void;
  /** This worker exports the fleet's figures, or (null) no longer does. */
  onFleet?(facts: FleetFacts | null): void;
  /** How well yesterday's calls were heard, from the worker that exports the fleet's figures. */
  onQualitySample?(sample: QualitySample | null): void;
}

/** How a worker treats the queue; seconds throughout. */
export interface WorkerSettings {
  readonly name: string;
  readonly leaseSeconds: number;
  readonly heartbeatSeconds: number;
  readonly sweepSeconds: number;
  readonly pollSeconds: number;
  readonly graceSeconds: number;
  /** Attempts older than this are removed; 0 keeps them for ever. */
  readonly keepAttemptsDays: number;
  readonly backoffBaseSeconds: number;
  readonly backoffMaxSeconds: number;
  readonly deadlineBaseSeconds: number;
  readonly deadlinePerAudioSecond: number;
  /** Calls in flight at once; in phases the plan says how many. */
  readonly callsInFlight: number;
  /** Of their audio on the disk together. */
  readonly bytesInFlight: number;
  /** Parent of the scratch directories. */
  readonly workDirectory: string;
  /** Age in days at which a checkpoint goes. */
  readonly checkpointDays: number;
  /** Calls of the last day in the nightly sample; 0 for none. */
  readonly qualitySample: number;
}

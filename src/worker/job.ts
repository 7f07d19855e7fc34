import { randomUUID } from 'node:crypto';
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import type { Analysis } from '../analysis/schema.ts';
import { monotonicMs } from '../clock/clock.ts';
import type { Database } from '../database/connect.ts';
import { databaseError } from '../database/errors.ts';
import { coerceError } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';
import { StageClock } from '../pipeline/stage-clock.ts';
import { beginAttempt } from '../queue/attempts.ts';
import type { Claim } from '../queue/claim.ts';
import { whyNotOwned } from '../queue/heartbeat.ts';
import { type RecordingRow, readRecording } from '../queue/read.ts';
import { publish, publishAnalysis } from '../results/publish.ts';
import { Deadline } from './deadline.ts';
import { endJob } from './end-job.ts';
import type { JobLabel, JobReport } from './events.ts';
import type { Seat } from './flight.ts';
import type { JobContext } from './job-context.ts';
import { Lease } from './lease.ts';
import { Shared } from './shared.ts';
import { doWork, type Work } from './work.ts';

/**
 * Takes one claimed row through the whole path and always leaves it in a defined state: completed, waiting for its
 * retry, failed, given back, or untouched because another worker owns it.
 *
 * @param seat its place among the calls in flight
 * @param stop aborts when the worker has no more time: the row goes back with its attempt refunded
 */
export async function runJob(
  claim: Claim,
  seat: Seat,
  context: JobContext,
  stop: AbortSignal,
): Promise<JobReport> {
  const started = monotonicMs();
  const { database, settings, events } = context;
  const deadline = new Deadline(settings.deadlineBaseSeconds, monotonicMs);
  let label: JobLabel = { recordingId: claim.recordingId, correlationId: randomUUID(), attempt: 0 };
  const lease = new Lease(database, claim, {
    leaseSeconds: settings.leaseSeconds,
    heartbeatSeconds: settings.heartbeatSeconds,
    onMissed: (error) => events.onHeartbeatMissed?.(label, error),
  });
  const clock = new StageClock({
    onProgress(step, percent) {
      shared.reached(step);
      lease.progress = { step, percent };
      events.onProgress?.(label, step, percent);
    },
    onStageDone: (step, milliseconds) => events.onStageDone?.(label, step, milliseconds),
  });
  const signal = AbortSignal.any([stop, deadline.signal, lease.lost]);
  const shared = new Shared(seat, context.devices, clock, deadline, signal);
  let work: Work | null = null;
  let error: CallmillError | null = null;
  try {
    const row = await openAttempt(database, claim, settings.name);
    label = { ...label, correlationId: row.correlation_id ?? label.correlationId, attempt: row.attempts };
    events.onClaimed?.(label);
    await shared.begin(row.stalls > 0);
    const onAudioLength = (seconds: number): void =>
      deadline.set(settings.deadlineBaseSeconds + seconds * settings.deadlinePerAudioSecond);
    const onMissed = (missed: CallmillError): void => events.onCheckpointMissed?.(label, missed);
    const done = await doWork(row, claim, context, { clock, signal, onAudioLength, shared }, onMissed);
    work = done;
    await clock.run('publish', () => publishPatiently(database, claim, done, clock, signal));
  } catch (thrown) {
    error = await explained(database, claim, coerceError(signal.aborted ? signal.reason : thrown, 'worker'));
  } finally {
    deadline.clear();
    await lease.end();
  }
  const outcome =
    error === null ? 'completed' : await endJob(claim, label.attempt, error, clock.times, context);
  return {
    ...label,
    outcome,
    error,
    stageMs: clock.times,
    elapsedMs: monotonicMs() - started,
    waitedMs: clock.waitedMs,
    audioMs: work?.kind === 'call' ? work.result.audio.durationMs : null,
    fallbackReason: work === null ? null : fallbackOf(work.result.analysis),
    quality: work?.kind === 'call' && work.result.reusedFrom === null ? work.result.quality : null,
    analysis: work?.result.analysis ?? null,
    confidence: work?.kind === 'call' && work.result.reusedFrom === null ? work.result.confidence : null,
  };
}

/** An endpoint that answered in place of the model here is no fallback to the rules. */
function fallbackOf({ evaluatorType, fallbackReason }: Analysis): string | null {
  return evaluatorType === 'rule_based' ? fallbackReason : null;
}

/** Publishing meets a cancelled row as a lost token: says which of the two it was. */
async function explained(database: Database, claim: Claim, error: CallmillError): Promise<CallmillError> {
  if (error.code !== 'lease_lost') return error;
  return await whyNotOwned(database.kysely, claim).catch(() => error);
}

async function openAttempt(database: Database, claim: Claim, worker: string): Promise<RecordingRow> {
  try {
    const row = await readRecording(database.kysely, claim.recordingId);
    if (row === undefined) throw new CallmillError('lease_lost', 'The row was deleted');
    await beginAttempt(database.kysely, claim, row.attempts, worker);
    return row;
  } catch (thrown) {
    throw databaseError(thrown, 'claim');
  }
}

/**
 * Publishing outlasts a database that is away for a while: the work is done, so it waits rather than doing it again.
 * Ends when the lease is lost, the deadline passes or the worker must stop.
 */
async function publishPatiently(
  database: Database,
  claim: Claim,
  work: Work,
  clock: StageClock,
  signal: AbortSignal,
): Promise<void> {
  const away = handleWhen((error) => error instanceof CallmillError && error.code === 'database_unavailable');
  const patience = retry(away, {
    maxAttempts: Number.MAX_SAFE_INTEGER,
    backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 5000 }),
  });
  await patience.execute(
    () =>
      work.kind === 'call'
        ? publish(database, claim, work.result, clock.times)
        : publishAnalysis(database, claim, work.result, clock.times),
    signal,
  );
}

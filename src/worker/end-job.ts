import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { databaseError } from '../database/errors.ts';
import { CallmillError } from '../errors/error.ts';
import type { StageMs } from '../pipeline/result.ts';
import { endAttempt } from '../queue/attempts.ts';
import type { Claim } from '../queue/claim.ts';
import { fail } from '../queue/fail.ts';
import { release } from '../queue/release.ts';
import { retryAfterSeconds } from './backoff.ts';
import type { JobOutcome } from './events.ts';
import type { JobContext } from './job-context.ts';

/** A row given back for reasons of infrastructure is claimable again after this; another worker may be able to. */
const RELEASE_SECONDS = 1;

/**
 * Writes how a job ended that did not complete: row and attempt in one transaction. When even that cannot be written
 * the lease runs out by itself and another worker recovers the row: reported as `lost`.
 */
export async function endJob(
  claim: Claim,
  attempt: number,
  error: CallmillError,
  stageMs: StageMs,
  context: JobContext,
): Promise<JobOutcome> {
  if (error.code === 'lease_lost') return 'lost';
  const again = retry(
    handleWhen((thrown) => thrown instanceof CallmillError && thrown.code === 'database_unavailable'),
    { maxAttempts: 5, backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 2000 }) },
  );
  try {
    return await again.execute(() => writeEnd(claim, attempt, error, stageMs, context));
  } catch (thrown) {
    context.events.onTrouble?.(databaseError(thrown, 'worker'));
    return 'lost';
  }
}

async function writeEnd(
  claim: Claim,
  attempt: number,
  error: CallmillError,
  stageMs: StageMs,
  { database, settings }: JobContext,
): Promise<JobOutcome> {
  try {
    return await database.kysely.transaction().execute(async (transaction) => {
      let outcome: JobOutcome;
      if (error.code === 'cancelled') {
        // The row says so already: whoever cancelled it wrote it.
        outcome = 'cancelled';
      } else if (error.retry === 'infrastructure') {
        outcome = (await release(transaction, claim, error, RELEASE_SECONDS)) ? 'released' : 'lost';
      } else {
        const pause = retryAfterSeconds(attempt, settings.backoffBaseSeconds, settings.backoffMaxSeconds);
        outcome = await fail(transaction, claim, error, pause);
      }
      await endAttempt(transaction, claim, outcome, stageMs, error);
      return outcome;
    });
  } catch (thrown) {
    throw databaseError(thrown, 'worker');
  }
}

import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CallmillError } from '../../src/errors/error.ts';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { fail } from '../../src/queue/fail.ts';
import { readRecording } from '../../src/queue/read.ts';
import { release } from '../../src/queue/release.ts';
import { requeue } from '../../src/queue/requeue.ts';
import { insertPending, openQueue } from './queue.ts';

describe('how a claim ends in an error', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  let id = 0;
  let claim: Claim;
  beforeAll(async () => {
    queue = await openQueue();
  });
  afterAll(() => queue.close());
  beforeEach(async () => {
    await sql`DELETE FROM ai_call_recordings`.execute(queue.database.kysely);
    [id = 0] = await insertPending(queue.database, 1);
    claim = (await claimNext(queue.database.kysely, 'w', 60)) as Claim;
  });
  const row = () => readRecording(queue.database.kysely, id);

  it('a retryable error waits for its pause, and is not claimable before', async () => {
    const error = new CallmillError('engine_timeout', 'The engine did not answer');
    expect(await fail(queue.database.kysely, claim, error, 3600)).toBe('retried');
    expect(await row()).toMatchObject({
      processing_status: 'pending',
      attempts: 1,
      error_code: 'engine_timeout',
      error_stage: 'transcribe',
    });
    expect(await claimNext(queue.database.kysely, 'w', 60)).toBeNull();
  });

  it('a permanent error ends the row at once', async () => {
    expect(await fail(queue.database.kysely, claim, new CallmillError('not_audio', 'It is a text'), 0)).toBe(
      'failed',
    );
    const failed = await row();
    expect(failed).toMatchObject({ processing_status: 'failed', error_code: 'not_audio', attempts: 1 });
    expect(failed?.processing_completed_at).not.toBeNull();
    expect(failed?.error_message).toBe('It is a text. Submit an audio or video file.');
  });

  it('the last attempt ends the row whatever the error', async () => {
    await sql`UPDATE ai_call_recordings SET max_attempts = 1`.execute(queue.database.kysely);
    expect(
      await fail(queue.database.kysely, claim, new CallmillError('engine_timeout', 'No answer'), 5),
    ).toBe('failed');
  });

  it('a second crash of the engine on one input sets it aside', async () => {
    const crash = new CallmillError('engine_crashed', 'The speech engine ended with signal SIGSEGV');
    expect(await fail(queue.database.kysely, claim, crash, 0)).toBe('retried');
    const again = (await claimNext(queue.database.kysely, 'w', 60)) as Claim;
    expect(await fail(queue.database.kysely, again, crash, 0)).toBe('failed');
    expect(await row()).toMatchObject({ processing_status: 'failed', error_code: 'poison_input', stalls: 2 });
  });

  it('infrastructure gives the row back with its attempt refunded', async () => {
    expect(
      await release(queue.database.kysely, claim, new CallmillError('bucket_unreachable', 'No route'), 0),
    ).toBe(true);
    expect(await row()).toMatchObject({
      processing_status: 'pending',
      attempts: 0,
      error_code: 'bucket_unreachable',
    });
  });

  it('a lost token writes nothing', async () => {
    const stale = { ...claim, token: '0'.repeat(32) };
    expect(await fail(queue.database.kysely, stale, new CallmillError('not_audio', 'x'), 0)).toBe('lost');
    expect(await release(queue.database.kysely, stale, new CallmillError('worker_stopped', 'x'), 0)).toBe(
      false,
    );
    expect(await row()).toMatchObject({ processing_status: 'processing', error_code: null });
  });

  it('requeue gives fresh attempts to failed rows, by id or by code, and leaves running ones alone', async () => {
    expect(await requeue(queue.database, { ids: [id] })).toBe(0);
    await fail(queue.database.kysely, claim, new CallmillError('not_audio', 'x'), 0);
    expect(await requeue(queue.database, { errorCode: 'object_missing' })).toBe(0);
    expect(await requeue(queue.database, { errorCode: 'not_audio' })).toBe(1);
    expect(await row()).toMatchObject({ processing_status: 'pending', attempts: 0, stalls: 0 });
  });
});

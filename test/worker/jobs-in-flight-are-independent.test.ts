import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StagedWorker } from './staged-worker.ts';

describe('several jobs in flight', () => {
  let staged: StagedWorker;
  beforeEach(async () => {
    staged = await StagedWorker.open();
    for (const number of [1, 2, 3]) await staged.insert(number);
  });
  afterEach(() => staged.close());

  it('all go back unspent when the worker is stopped without grace', async () => {
    const { timeline, engines } = staged;
    engines.hold('analyse 1');
    engines.hold('transcribe 2');
    const stop = new AbortController();
    const ended = staged.run('service', { settings: { graceSeconds: 0 } }, stop.signal);
    await timeline.until('analyse 1', 'transcribe 2', 'decode done 3');
    stop.abort();
    await ended;
    for (const number of [1, 2, 3]) {
      expect(await staged.row(number), `call ${number}`).toMatchObject({
        processing_status: 'pending',
        attempts: 0,
        claim_token: null,
        error_code: 'worker_stopped',
      });
    }
    expect(timeline.of('draining', 'drained', 'released').slice(-1)).toEqual(['drained']);
    const attempts = await staged.database.kysely.selectFrom('ai_call_attempts').select('outcome').execute();
    expect(attempts.map((attempt) => attempt.outcome)).toEqual(['released', 'released', 'released']);
  });

  it('all finish within the grace period, and no other is claimed', async () => {
    const { timeline, engines } = staged;
    engines.hold('transcribe 1');
    const stop = new AbortController();
    const ended = staged.run('service', {}, stop.signal);
    await timeline.until('transcribe 1', 'decode done 2');
    stop.abort();
    engines.release('transcribe 1');
    await ended;
    expect(timeline.of('completed').toSorted()).toEqual(['completed 1', 'completed 2']);
    expect(await staged.row(3)).toMatchObject({ processing_status: 'pending', attempts: 0 });
  });

  it('end one by one: a lease that is lost stops its own job only', async () => {
    const { timeline, engines } = staged;
    engines.hold('analyse 1');
    engines.hold('transcribe 2');
    const ended = staged.run('until-idle', { settings: { heartbeatSeconds: 0.2 } });
    await timeline.until('analyse 1', 'transcribe 2');
    await sql`UPDATE ai_call_recordings SET claim_token = ${'f'.repeat(32)} WHERE id = 2`.execute(
      staged.database.kysely,
    );
    await timeline.until('lost 2');
    await sql`UPDATE ai_call_recordings SET processing_status = 'completed' WHERE id = 2`.execute(
      staged.database.kysely,
    );
    engines.release('analyse 1');
    await ended;
    expect(timeline.of('completed').toSorted()).toEqual(['completed 1', 'completed 3']);
  });

  it('go on while claiming pauses because one of them found the bucket away', async () => {
    const { timeline, engines, store } = staged;
    engines.hold('transcribe 1');
    store.failing.add('2.wav');
    const ended = staged.run('until-idle');
    await timeline.until('transcribe 1', 'released 2', 'paused');
    engines.release('transcribe 1');
    await ended;
    expect(timeline.at('completed 1')).toBeLessThan(timeline.at('goes on'));
    expect(timeline.of('paused', 'goes on')).toEqual(['paused', 'goes on']);
    expect(timeline.of('completed')).toHaveLength(3);
    expect(await staged.row(2)).toMatchObject({ attempts: 1, stalls: 0 });
  });

  it('leave a call alone that stalled before, so that a second crash is blamed on nobody else', async () => {
    const { timeline, engines } = staged;
    await sql`UPDATE ai_call_recordings SET stalls = 1 WHERE id = 2`.execute(staged.database.kysely);
    engines.hold('transcribe 1');
    const ended = staged.run('until-idle');
    await timeline.until('transcribe 1', 'claimed 2');
    engines.release('transcribe 1');
    await ended;
    expect(timeline.at('fetch done 2')).toBeGreaterThan(timeline.at('completed 1'));
    expect(timeline.at('claimed 3')).toBeGreaterThan(timeline.at('completed 2'));
  });
});

describe('a worker that runs until idle', () => {
  it('does not wait for the calls of a paused tenant', async () => {
    const staged = await StagedWorker.open();
    try {
      await sql`INSERT INTO ai_tenants (id, name, max_concurrent) VALUES (7, 'paused', 0)`.execute(
        staged.database.kysely,
      );
      await staged.insert(1);
      await staged.insert(2, { tenant_id: 7 });
      await staged.run('until-idle');
      expect(await staged.row(1)).toMatchObject({ processing_status: 'completed' });
      expect(await staged.row(2)).toMatchObject({ processing_status: 'pending', attempts: 0 });
    } finally {
      await staged.close();
    }
  });
});

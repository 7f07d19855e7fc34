import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { readRecording } from '../../src/queue/read.ts';
import { emptyQueue } from '../queue/fill.ts';
import { insertPending } from '../queue/queue.ts';
import { type FreshDatabase, freshDatabase } from '../setup/fresh-database.ts';
import { runCommand } from './commands.ts';

describe('the commands of an operator', () => {
  let fresh: FreshDatabase;
  let database: Database;
  let ids: number[] = [];
  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase({ ...fresh, poolSize: 4, queryTimeoutMs: 10_000 });
    await migrate(database.kysely);
  });
  afterAll(async () => {
    await database.close();
    await fresh.drop();
  });
  beforeEach(async () => {
    await emptyQueue(database);
    ids = await insertPending(database, 4);
    await sql`
      UPDATE ai_call_recordings
      SET processing_status = 'failed', error_code = 'not_audio', error_stage = 'decode', attempts = 1,
          processing_completed_at = UTC_TIMESTAMP(6) - INTERVAL 2 HOUR
      WHERE id IN (${sql.join(ids.slice(0, 2))})`.execute(database.kysely);
  });
  const run = (...args: string[]) => runCommand(fresh, args);
  const status = async (id: number) => (await readRecording(database.kysely, id))?.processing_status;

  it('show tells where an attempt’s time went, stage after stage, in whatever order the database keeps JSON', async () => {
    await sql`
      INSERT INTO ai_call_attempts (recording_id, attempt, worker, claim_token, started_at, ended_at, outcome, stage_ms)
      VALUES (${ids[0]}, 1, 'w', REPEAT('0', 32), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 'completed',
              '{"redact": 3000, "transcribe": 2000, "fetch": 1000, "diarize": 4000}')`.execute(
      database.kysely,
    );
    const { out } = await run('show', String(ids[0]));
    expect(out).toMatch(/1\. completed on w: fetch .*, transcribe .*, diarize .*, redact /);
  });

  it('dead-letters lists, explains and filters', async () => {
    const { out } = await run('dead-letters');
    expect(out).toMatch(/call-1 .* not_audio .* decode/);
    expect(out).toContain('Submit an audio or video file.');
    expect((await run('dead-letters', '--limit', '1')).out).toContain('The newest 1 of 2');
    expect((await run('dead-letters', '--since', '1h')).out).toContain('No recording has failed');
    const json = JSON.parse((await run('dead-letters', '--json', '--until', '1h')).out);
    expect(json).toMatchObject({ total: 2, letters: [{ code: 'not_audio' }, { code: 'not_audio' }] });
  });

  it.each(['yesterday', '3', '5 days', '2026-13-01', '-1h', '9999999999d'])(
    'the time %s is refused',
    async (time) => {
      expect((await run('dead-letters', `--since=${time}`)).error).toMatchObject({
        code: 'commander.invalidArgument',
      });
    },
  );

  it('requeue takes ids, or filters, not both and not neither', async () => {
    expect((await run('requeue', '--since', '3h', '--code', 'not_audio', '--tenant', '1')).out).toBe(
      '2 recording(s) are pending again.\n',
    );
    expect((await run('requeue')).error).toMatchObject({ code: 'usage' });
    expect((await run('requeue', '1', '--tenant', '1')).error).toMatchObject({ code: 'usage' });
    expect((await run('requeue', String(ids[3]))).error).toMatchObject({ code: 'not_found' });
  });

  it('cancel takes pending calls out and says which ids it could not', async () => {
    const [failed = 0, , open = 0] = ids;
    const result = await run('cancel', String(open), String(failed));
    expect(result.out).toBe('1 recording(s) cancelled.\n');
    expect(result.error).toMatchObject({ code: 'not_found' });
    expect(await status(open)).toBe('cancelled');
    expect(await status(failed)).toBe('failed');
  });

  it('prune needs an age, and counts only in a dry run', async () => {
    expect((await run('prune')).error).toMatchObject({ code: 'commander.missingMandatoryOptionValue' });
    const { out } = await run('prune', '--attempts-older-than', '90d', '--dry-run');
    expect(out).toBe('0 attempt(s) and 0 worker(s) would be removed.\n');
    expect((await run('prune', '--attempts-older-than', '90d')).out).toContain('removed.');
  });

  it('status shows queue, throughput, failures and rows without a status', async () => {
    await database.kysely.connection().execute(async (connection) => {
      await sql`SET @strict = @@SESSION.sql_mode, SESSION sql_mode = ''`.execute(connection);
      await sql`UPDATE ai_call_recordings SET processing_status = 'odd' WHERE id = ${ids[3]}`.execute(
        connection,
      );
      await sql`SET SESSION sql_mode = @strict`.execute(connection);
    });
    const { out } = await run('status');
    expect(out).toMatch(/^1 pending, 0 processing, 2 failed/);
    expect(out).toMatch(/default +normal +1/);
    expect(out).toMatch(/last 24 h +0 +2 +0/);
    expect(out).toContain('callmill dead-letters');
    expect(out).toContain(`(callmill requeue ID): ${ids[3]}`);
  });

  it('status --watch goes on until it is stopped, in blocks where there is no terminal', async () => {
    const stop = new AbortController();
    const watching = runCommand(fresh, ['status', '--watch'], { signal: stop.signal });
    const lines = runCommand(fresh, ['status', '--watch', '--json'], { signal: stop.signal });
    // Two redraws at 0 and 2 s.
    setTimeout(() => stop.abort(), 3000);
    const { out, error } = await watching;
    expect(error).toBeNull();
    expect(out.match(/callmill status at .*Z, Ctrl-C ends/g)).toHaveLength(2);
    expect(out).not.toContain('\u001b');
    const documents = (await lines).out.trim().split('\n');
    expect(documents.map((line) => JSON.parse(line).counts.failed)).toEqual([2, 2]);
  });
});

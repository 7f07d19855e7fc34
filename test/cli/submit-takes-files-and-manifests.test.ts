import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingKey } from '../../src/cli/recording-key.ts';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { type FreshDatabase, freshDatabase } from '../setup/fresh-database.ts';
import { runCommand } from './commands.ts';

describe('callmill submit', () => {
  const directory = mkdtempSync(join(tmpdir(), 'callmill-submit-'));
  const bucket = join(directory, 'bucket');
  let fresh: FreshDatabase;
  let database: Database;
  beforeAll(async () => {
    mkdirSync(bucket);
    fresh = await freshDatabase();
    database = openDatabase({ ...fresh, poolSize: 2, queryTimeoutMs: 10_000 });
    await migrate(database.kysely);
  });
  afterAll(async () => {
    await database.close();
    await fresh.drop();
    rmSync(directory, { recursive: true, force: true });
  });
  const submit = (...args: string[]) =>
    runCommand(fresh, ['submit', ...args], { env: { CALLMILL_STORAGE_DIR: bucket } });
  const file = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  const rowOf = (callId: string) =>
    database.kysely
      .selectFrom('ai_call_recordings')
      .selectAll()
      .where('apex_id', '=', callId)
      .executeTakeFirst();

  it('a file: uploaded once, with its checksum on the row; repeating changes nothing', async () => {
    const path = file('a.wav', 'audio');
    expect((await submit(path, '--call-id', 'one', '--priority', 'urgent')).error).toBeNull();
    const row = await rowOf('one');
    expect(row).toMatchObject({ priority: 10, size_bytes: 5, processing_status: 'pending' });
    expect(row?.sha256).toMatch(/^[0-9a-f]{64}$/);
    const again = await submit(path, '--call-id', 'one');
    expect(again.error).toBeNull();
    expect(again.out).toContain(`was submitted before as recording ${row?.id}`);
  });

  it('a known call id with another file: refused, the first stays, nothing is uploaded', async () => {
    await submit(file('first.wav', 'first'), '--call-id', 'taken');
    const before = readdirSync(bucket, { recursive: true }).length;
    const other = await submit(file('second.wav', 'second'), '--call-id', 'taken');
    expect(other.error).toMatchObject({ code: 'call_id_taken' });
    expect(other.out).toContain('with other audio, which stays');
    expect(readdirSync(bucket, { recursive: true })).toHaveLength(before);
  });

  it('a tenant that does not exist is refused with what to do', async () => {
    const result = await submit(file('b.wav', 'x'), '--tenant', '999');
    expect(result.error).toMatchObject({ code: 'not_found' });
    expect(String((result.error as { explanation?: string }).explanation)).toContain(
      'INSERT INTO ai_tenants',
    );
    expect(await rowOf('b')).toBeUndefined();
  });

  it.each(['-1', '65536', '1e9', 'soon', '1.5'])('priority %s is refused', async (priority) => {
    const result = await submit(file('c.wav', 'x'), `--priority=${priority}`);
    expect(result.error).toMatchObject({ code: 'commander.invalidArgument' });
  });

  it('a manifest of thousands of rows, without upload; the second time all are known', async () => {
    const lines = Array.from({ length: 1500 }, (_, n) =>
      JSON.stringify({
        call_id: `m-${n}`,
        ...(n % 2 === 0 ? { storage_key: `m/${n}.wav` } : { source_url: `https://example.org/${n}.wav` }),
      }),
    );
    const path = file('calls.jsonl', `${lines.join('\n')}\n\n`);
    const first = await submit('--manifest', path, '--priority', 'backfill');
    expect(first.error).toBeNull();
    expect(first.out).toBe('1500 call(s) queued, 0 submitted before.\n');
    expect(first.err).toBe('1500 of 1500 calls\n');
    expect(await rowOf('m-1499')).toMatchObject({
      priority: 200,
      source_url: 'https://example.org/1499.wav',
    });
    const again = await submit('--manifest', path, '--json');
    const outcomes = JSON.parse(again.out) as { created: boolean; callId: string }[];
    expect(outcomes).toHaveLength(1500);
    expect(outcomes.some((one) => one.created)).toBe(false);
  });

  it('a manifest with slips names their lines and submits nothing', async () => {
    const path = file(
      'slips.jsonl',
      [
        '{"call_id": "good", "storage_key": "x.wav"}',
        '{"call_id": "no audio"}',
        'not json',
        '{"call_id": "p", "storage_key": "x.wav", "priority": 70000}',
        '{"call_id": "t", "storage_key": "x.wav", "storagekey": 1}',
      ].join('\n'),
    );
    const result = await submit('--manifest', path);
    const message = String((result.error as Error).message);
    expect(result.error).toMatchObject({ code: 'usage' });
    for (const line of [2, 3, 4, 5]) expect(message).toContain(`line ${line}: `);
    expect(message).not.toContain('line 1:');
    expect(await rowOf('good')).toBeUndefined();
  });

  it('different call ids never share a key', () => {
    const keys = ['a/b', 'a_b', 'a:b', 'a b', 'ä_b'].map((id) => recordingKey('x.WAV', 1, id));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys[1]).toMatch(/\/a_b\.wav$/);
    for (const key of keys) expect(key).toMatch(/^call-recordings\/\d{4}\/\d\d\/\d\d\/[\w.-]+\.wav$/);
  });
});

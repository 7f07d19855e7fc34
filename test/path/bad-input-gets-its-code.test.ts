import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Insertable } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordingTable } from '../../src/database/schema.ts';
import { ffmpeg, PathStage, tone } from './stage.ts';

interface Case {
  readonly name: string;
  readonly code: string;
  readonly stage: string;
  readonly row?: Partial<Insertable<RecordingTable>>;
  /** Makes the object; without it there is none. */
  readonly make?: (path: string, good: string) => void;
}

const CASES: readonly Case[] = [
  { name: 'nothing under the key', code: 'object_missing', stage: 'fetch' },
  { name: 'no bytes', code: 'object_empty', stage: 'fetch', make: (path) => writeFileSync(path, '') },
  {
    name: 'more bytes than allowed',
    code: 'object_too_large',
    stage: 'fetch',
    make: (path) => {
      writeFileSync(path, '');
      truncateSync(path, 2_200_000);
    },
  },
  {
    name: 'another file than the checksum says',
    code: 'checksum_mismatch',
    stage: 'fetch',
    row: { sha256: 'a'.repeat(64) },
    make: (path, good) => copyFileSync(good, path),
  },
  {
    name: 'a text',
    code: 'not_audio',
    stage: 'decode',
    make: (path) => writeFileSync(path, 'these are only words\n'.repeat(50)),
  },
  {
    name: 'a video without sound',
    code: 'no_audio_track',
    stage: 'decode',
    make: (path) => ffmpeg('-f', 'lavfi', '-i', 'testsrc=d=1:s=64x64:r=5', '-f', 'mp4', path),
  },
  {
    name: 'a wav cut in the middle',
    code: 'audio_truncated',
    stage: 'decode',
    make: (path, good) => writeFileSync(path, readFileSync(good).subarray(0, 9000)),
  },
  {
    name: 'a blink',
    code: 'audio_too_short',
    stage: 'decode',
    make: (path) => ffmpeg('-f', 'lavfi', '-i', 'sine=d=0.2', '-f', 'wav', path),
  },
  {
    name: 'too long a call',
    code: 'audio_too_long',
    stage: 'decode',
    make: (path) => ffmpeg('-f', 'lavfi', '-i', 'sine=d=70', '-ar', '8000', '-f', 'wav', path),
  },
  {
    name: 'silence',
    code: 'audio_silent',
    stage: 'decode',
    make: (path) => ffmpeg('-f', 'lavfi', '-i', 'anullsrc=d=3', '-f', 'wav', path),
  },
  { name: 'a flac whose frames are noise', code: 'audio_undecodable', stage: 'decode', make: brokenFlac },
  { name: 'a row without audio', code: 'invalid_row', stage: 'claim', row: { storage_key: null } },
  {
    name: 'a row with nonsense roles',
    code: 'invalid_row',
    stage: 'claim',
    row: { channel_roles: '{"0": "boss"}' },
  },
  {
    name: 'a key that leaves the bucket',
    code: 'invalid_row',
    stage: 'fetch',
    row: { storage_key: '../secrets.wav' },
  },
];

/** A FLAC whose header is right and whose frames are noise. */
function brokenFlac(path: string, good: string): void {
  const flac = `${path}.flac`;
  ffmpeg('-i', good, flac);
  const bytes = readFileSync(flac);
  for (let at = 8300; at < bytes.length; at += 1) bytes[at] = (at * 7919) % 251;
  writeFileSync(path, bytes);
}

describe('bad input', () => {
  let stage: PathStage;
  const ids = new Map<string, number>();
  let log: Record<string, unknown>[] = [];
  beforeAll(async () => {
    stage = await PathStage.open();
    const good = join(stage.directory, 'good.wav');
    tone(good, 2);
    for (const [index, { name, row, make }] of CASES.entries()) {
      make?.(join(stage.bucket, `case-${index}`), good);
      ids.set(name, await stage.insert({ apex_id: `case-${index}`, storage_key: `case-${index}`, ...row }));
    }
    stage.put(good, 'good.wav');
    ids.set('good', await stage.insert({ apex_id: 'good', storage_key: 'good.wav' }));
    const worker = stage.start(['worker', '--until-idle'], {
      ...PathStage.GENERATED,
      CALLMILL_MAX_OBJECT_MB: '2',
      CALLMILL_MAX_AUDIO_MINUTES: '1',
    });
    expect(await worker.ended, worker.errors).toBe(0);
    log = worker.log;
  }, 120_000);
  afterAll(() => stage.close());

  it.each(CASES)(
    '$name: $code in $stage, on the row and in one log line',
    async ({ name, code, stage: where }) => {
      const id = ids.get(name) ?? 0;
      const row = await stage.database.kysely
        .selectFrom('ai_call_recordings')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      expect(row).toMatchObject({ processing_status: 'failed', error_code: code, error_stage: where });
      expect(row.error_message).toMatch(/^.+\. [A-Z].*\.$/s);
      const lines = log.filter((line) => line['recordingId'] === id && line['err'] !== undefined);
      expect(lines).toMatchObject([{ outcome: 'failed', err: { code, stage: where, retry: 'permanent' } }]);
      const attempts = await stage.database.kysely
        .selectFrom('ai_call_attempts')
        .selectAll()
        .where('recording_id', '=', id)
        .execute();
      expect(attempts).toMatchObject([{ outcome: 'failed', error_code: code, error_stage: where }]);
    },
  );

  it('the worker goes on: the good call behind them is completed', async () => {
    const row = await stage.database.kysely
      .selectFrom('ai_call_recordings')
      .select('processing_status')
      .where('id', '=', ids.get('good') ?? 0)
      .executeTakeFirstOrThrow();
    expect(row.processing_status).toBe('completed');
  });
});

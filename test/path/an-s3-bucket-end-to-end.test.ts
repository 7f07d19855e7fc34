import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type S3Server, startS3Server } from '../../scripts/s3-server.ts';
import { loadCall } from '../../src/results/load.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { PathStage, tone } from './stage.ts';

/** Without the Debian packages the reason stands in the name of the skipped tests. */
const started: S3Server | string = await startS3Server().catch((error: unknown) => String(error));
const server = typeof started === 'string' ? null : started;

describe.skipIf(server === null)(
  `a real S3 bucket${typeof started === 'string' ? ` (${started})` : ''}`,
  () => {
    let stage: PathStage;
    let env: Record<string, string>;
    beforeAll(async () => {
      stage = await PathStage.open();
      await server?.createBucket('calls');
      env = {
        ...PathStage.GENERATED,
        CALLMILL_STORAGE_DIR: '',
        R2_ENDPOINT: server?.endpoint ?? '',
        R2_ACCESS_KEY_ID: server?.accessKeyId ?? '',
        R2_SECRET_ACCESS_KEY: server?.secretAccessKey ?? '',
        R2_BUCKET: 'calls',
      };
    }, 60_000);
    afterAll(async () => {
      await stage?.close();
      await server?.stop();
    });

    it('submit uploads, the worker downloads, processes and puts the cleaned audio beside it', async () => {
      const directory = mkdtempSync(join(tmpdir(), 'callmill-s3-'));
      const file = join(directory, 'call.wav');
      tone(file, 3);
      const submitted = stage.start(['submit', file, '--call-id', 'in-s3', '--json'], env);
      expect(await submitted.ended, submitted.errors).toBe(0);
      const [{ recordingId, storageKey }] = JSON.parse(submitted.output) as [
        { recordingId: number; storageKey: string },
      ];
      const worker = stage.start(['worker', '--until-idle'], env);
      expect(await worker.ended, worker.errors).toBe(0);
      const call = await loadCall(stage.database, recordingId);
      expect(call?.recording).toMatchObject({
        processing_status: 'completed',
        redacted_storage_key: storageKey.replace('.wav', '.redacted.flac'),
      });
      const { endpoint = '', accessKeyId = '', secretAccessKey = '' } = server ?? {};
      const store = openStore({ kind: 's3', endpoint, accessKeyId, secretAccessKey, bucket: 'calls' });
      expect((await store.head(call?.recording.redacted_storage_key ?? '')).contentType).toBe('audio/flac');
      rmSync(directory, { recursive: true });
    }, 60_000);

    it('a wrong secret is access_denied: an attempt is spent, nothing of the key is said, and a retry is due', async () => {
      const id = await stage.insert({ apex_id: 'denied', storage_key: 'calls/x.wav' });
      const worker = stage.start(['worker', '--once'], {
        ...env,
        R2_SECRET_ACCESS_KEY: 'not-the-secret-at-all',
      });
      expect(await worker.ended, worker.errors).toBe(0);
      const call = await loadCall(stage.database, id);
      expect(call?.recording).toMatchObject({
        processing_status: 'pending',
        error_code: 'access_denied',
        error_stage: 'fetch',
        attempts: 1,
      });
      expect(worker.output + worker.errors + JSON.stringify(call)).not.toContain('not-the-secret-at-all');
    }, 60_000);
  },
);

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type PrivateMariaDB, startPrivateMariaDB } from '../../scripts/private-mariadb.ts';
import { loadCall, type StoredCall } from '../../src/results/load.ts';
import { engineOf } from './engine-of.ts';
import { PathStage, type RunningCommand, tone } from './stage.ts';

const DATABASE = 'callmill';

describe('a database that goes away and comes back', () => {
  let directory = '';
  let server: PrivateMariaDB;
  let stage: PathStage;
  let worker: RunningCommand;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'callmill-away-'));
    server = await startPrivateMariaDB({ directory, database: DATABASE, durable: false });
    stage = await PathStage.open({ ...server, database: DATABASE });
    tone(join(stage.directory, 'tone.wav'), 5);
    stage.put(join(stage.directory, 'tone.wav'), 'call.wav');
    worker = stage.start(['worker'], {
      ...PathStage.GENERATED,
      POLL_INTERVAL: '0.2',
      CALLMILL_HEARTBEAT_SECONDS: '0.5',
      CALLMILL_SWEEP_SECONDS: '0.5',
      CALLMILL_LOG_LEVEL: 'debug',
    });
    await worker.logged('Model loaded');
  });
  afterEach(async () => {
    await stage.close();
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function comeBack(): Promise<void> {
    const { port, password } = server;
    server = await startPrivateMariaDB({ directory, database: DATABASE, durable: false, port, password });
  }
  /** The test's own connections were cut too: the first try may meet a dead one. */
  const insistently = <T>(work: () => Promise<T>) => vi.waitFor(work, { timeout: 30_000, interval: 100 });
  const completed = (id: number) =>
    insistently(async (): Promise<StoredCall> => {
      const call = await loadCall(stage.database, id);
      expect(call?.recording.processing_status, worker.output).toBe('completed');
      if (call === undefined) throw new Error('the row is gone');
      return call;
    });
  const count = (message: string) => worker.log.filter((line) => line['msg'] === message).length;

  it('in the middle of a job: the work is done meanwhile and published once, when it is back', async () => {
    const speech = await engineOf(worker, 'speech');
    process.kill(speech, 'SIGSTOP');
    const id = await stage.insert({ apex_id: 'call', storage_key: 'call.wav' });
    await vi.waitFor(() => expect(worker.log.find((line) => line['stage'] === 'decode')).toBeDefined(), {
      timeout: 20_000,
      interval: 20,
    });
    await server.stop();
    process.kill(speech, 'SIGCONT');
    await worker.logged('Finished work could not be kept or found');
    await vi.waitFor(() => expect(worker.log.find((line) => line['stage'] === 'analyse')).toBeDefined(), {
      timeout: 20_000,
      interval: 20,
    });
    await worker.logged('A heartbeat could not be written');
    await comeBack();
    const call = await completed(id);
    expect(call.recording).toMatchObject({ attempts: 1, stalls: 0, error_code: null });
    expect(call.transcription?.word_count).toBeGreaterThan(0);
    expect(call.attempts).toMatchObject([{ attempt: 1, outcome: 'completed', error_code: null }]);
    expect(new Set(call.segments.map((segment) => segment.sequence)).size).toBe(call.segments.length);
    await worker.logged('Recording completed');
    expect(count('Recording claimed')).toBe(1);

    const next = await insistently(() =>
      stage.insert({ apex_id: 'next', storage_key: 'call.wav', tenant_id: 2 }),
    );
    expect((await completed(next)).attempts).toHaveLength(1);
  }, 120_000);

  it('while the worker is idle: one line when claiming pauses, one when it goes on', async () => {
    await worker.logged('"running"');
    await server.stop();
    await worker.logged('Claiming pauses');
    await comeBack();
    await worker.logged('Claiming goes on');
    const id = await insistently(() => stage.insert({ apex_id: 'call', storage_key: 'call.wav' }));
    expect((await completed(id)).attempts).toMatchObject([{ attempt: 1, outcome: 'completed' }]);
    expect(count('Claiming pauses until this is mended')).toBe(1);
    expect(count('Claiming goes on')).toBe(1);
  }, 120_000);
});

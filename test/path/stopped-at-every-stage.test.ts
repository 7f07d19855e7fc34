import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STAGES } from '../../src/pipeline/result.ts';
import { readRecording } from '../../src/queue/read.ts';
import { loadCall } from '../../src/results/load.ts';
import { PathStage, tone } from './stage.ts';

/** The job is stopped when the stage before has just ended, so it is stopped inside the named one. */
const PLACES = STAGES.slice(1, -1).map((stage, index) => ({ stage, after: STAGES[index] ?? 'fetch' }));

describe('a worker without grace, stopped inside', () => {
  let stage: PathStage;
  let file = '';
  beforeAll(async () => {
    stage = await PathStage.open();
    file = join(stage.directory, 'tone.wav');
    tone(file, 20);
  });
  afterAll(() => stage.close());

  it.each(PLACES)(
    '$stage: gives the row back unspent, and the next worker completes it once',
    async ({ stage: name, after }) => {
      stage.put(file, `${name}.wav`);
      const id = await stage.insert({ apex_id: name, storage_key: `${name}.wav` });
      const env = {
        ...PathStage.GENERATED,
        CALLMILL_LANGUAGE_MODEL: 'generated-llama',
        CALLMILL_GRACE_SECONDS: '0',
        CALLMILL_REUSE_TRANSCRIPTS: 'false',
        CALLMILL_LOG_LEVEL: 'debug',
      };
      const first = stage.start(['worker', '--once'], env);
      await first.logged(`"stage":"${after}"`);
      first.child.kill('SIGTERM');
      expect(await first.ended, first.errors).toBe(0);
      const row = await readRecording(stage.database.kysely, id);
      // A stage may be quicker than the signal; then the call is simply done. Nothing between is allowed.
      if (row?.processing_status !== 'completed') {
        expect(row).toMatchObject({
          processing_status: 'pending',
          attempts: 0,
          claim_token: null,
          error_code: 'worker_stopped',
        });
      }
      const second = stage.start(['worker', '--until-idle'], env);
      expect(await second.ended, second.errors).toBe(0);
      const call = await loadCall(stage.database, id);
      expect(call?.recording).toMatchObject({ processing_status: 'completed', attempts: 1 });
      expect(call?.attempts.filter((attempt) => attempt.outcome === 'completed')).toHaveLength(1);
    },
    60_000,
  );
});

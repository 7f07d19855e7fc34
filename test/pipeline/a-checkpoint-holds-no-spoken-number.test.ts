import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import type { HeardCall } from '../../src/pipeline/result.ts';
import { runPipeline } from '../../src/pipeline/run.ts';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { submit } from '../../src/queue/submit.ts';
import { RowCheckpoints } from '../../src/worker/row-checkpoints.ts';
import { ScriptedModel } from '../analysis/scripted-model.ts';
import { type FreshDatabase, freshDatabase } from '../setup/fresh-database.ts';
import { ScriptedCall } from './scripted-call.ts';

const CARD = 'four one one one one one one one one one one one one one one one';
const SENTENCE = `yes my card number is ${CARD} and the phone is 651 555 0157 thank you`;
const NUMBERS = /\b(?:zero|one|four|five|six|seven|\d+)\b/i;

describe('what is kept of a call in which numbers were spoken', () => {
  let fresh: FreshDatabase;
  let database: Database;
  let scripted: ScriptedCall;
  let claim: Claim;
  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase({ ...fresh, poolSize: 4, queryTimeoutMs: 10_000 });
    await migrate(database.kysely);
  });
  afterAll(async () => {
    await database.close();
    await fresh.drop();
  });
  afterEach(() => scripted.remove());
  beforeEach(async () => {
    scripted = new ScriptedCall(SENTENCE);
    await database.kysely.deleteFrom('ai_call_recordings').execute();
    await submit(database, { callId: 'call', storageKey: 'call.wav' });
    claim = (await claimNext(database.kysely, 'w', 120)) as Claim;
  });

  const checkpoints = () =>
    new RowCheckpoints(database, claim, { id: claim.recordingId, tenant_id: 1 }, (error) => {
      throw error;
    });
  const rows = () => database.kysely.selectFrom('ai_call_checkpoints').selectAll().execute();

  /** Runs up to the analysis, which never answers, and then stops as a worker does. */
  async function stopWhileAnalysing(redact = true): Promise<void> {
    const stop = new AbortController();
    const hung = new ScriptedModel([
      (_, signal) => {
        stop.abort(new Error('stopped'));
        return new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
        });
      },
    ]);
    const tools = redact ? scripted.tools(hung) : scripted.tools(hung, null);
    const run = { ...scripted.run(stop.signal), checkpoints: checkpoints() };
    await expect(runPipeline(scripted.call, tools, run)).rejects.toMatchObject({ stage: 'analyse' });
  }

  it('is the redacted words and no digit of the numbers, in figures or in words', async () => {
    await stopWhileAnalysing();
    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    const text = gunzipSync(row?.payload ?? Buffer.alloc(0)).toString('utf8');
    const heard = JSON.parse(text) as HeardCall;
    const words = heard.segments.flatMap((segment) => segment.words.map((word) => word.text));
    expect(words.join(' ')).toMatch(
      /^Yes my card number is \[CARD_NUMBER\] and the phone is \[\w+\] thank you$/,
    );
    expect(text).not.toMatch(/four|one one|4111|651|0157|555 /i);
    const strings = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, string]) => string ?? '');
    const hashes = /^[0-9a-f]{64}$/;
    expect(strings.filter((string) => !hashes.test(string) && NUMBERS.test(string))).toEqual([]);
  });

  it('is nothing at all when redaction is off', async () => {
    await stopWhileAnalysing(false);
    expect(await rows()).toEqual([]);
  });

  it('spares the next attempt the download and the engine, and gives the same transcript', async () => {
    await stopWhileAnalysing();
    expect([scripted.speech.asked, scripted.store.downloads]).toEqual([1, 1]);
    const again = await runPipeline(scripted.call, scripted.tools(), {
      ...scripted.run(),
      checkpoints: checkpoints(),
    });
    expect([scripted.speech.asked, scripted.store.downloads]).toEqual([1, 1]);
    const anew = await runPipeline(scripted.call, scripted.tools(), scripted.run());
    expect(scripted.speech.asked).toBe(2);
    expect({ ...again, transcribeMs: 0, analysis: null }).toEqual({
      ...anew,
      transcribeMs: 0,
      analysis: null,
    });
  });

  it('is written by the owner of the row only', async () => {
    await database.kysely
      .updateTable('ai_call_recordings')
      .set({ claim_token: 'f'.repeat(32) })
      .execute();
    const run = { ...scripted.run(), checkpoints: checkpoints() };
    await expect(runPipeline(scripted.call, scripted.tools(), run)).rejects.toMatchObject({
      code: 'lease_lost',
    });
    expect(await rows()).toEqual([]);
  });
});

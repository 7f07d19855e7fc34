import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANALYSIS_COLUMNS } from '../../src/analysis/columns.ts';
import { Analysis } from '../../src/analysis/schema.ts';
import { analysisOfRow } from '../../src/cli/render/analysis.ts';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { loadCall } from '../../src/results/load.ts';
import { publish } from '../../src/results/publish.ts';
import { finishedCall } from '../deploy/laravel/published-call.ts';
import { insertPending, openQueue } from '../queue/queue.ts';

describe('a published analysis', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  let id = 0;
  beforeAll(async () => {
    queue = await openQueue();
    [id = 0] = await insertPending(queue.database, 1);
  });
  afterAll(() => queue.close());

  const stored = async () => {
    const call = await loadCall(queue.database, id);
    if (call?.analysis === undefined) throw new Error('no analysis was stored');
    return call.analysis;
  };

  it('has every documented column, and reads back as it was', async () => {
    const { analysis, ...result } = await finishedCall();
    const claim = (await claimNext(queue.database.kysely, 'w', 60)) as Claim;
    const full: Analysis = {
      ...analysis,
      sentimentChange: -3,
      firstTokenMs: 840,
      tokensPerSecond: 12.34,
      evaluatedTokens: 1200,
      parts: 2,
      droppedClaims: 5,
      modelSha256: 'f'.repeat(64),
      fallbackReason: 'engine_timeout',
    };
    expect(Analysis.parse(full)).toEqual(full);
    await publish(queue.database, claim, { ...result, analysis: full }, {});
    const row = await stored();
    const missing = ANALYSIS_COLUMNS.filter(
      ({ column }) => (row as unknown as Record<string, unknown>)[column] === undefined,
    );
    expect(missing).toEqual([]);
    const nulls = ANALYSIS_COLUMNS.filter(
      ({ column }) => (row as unknown as Record<string, unknown>)[column] === null,
    );
    expect(nulls.map(({ column }) => column)).toEqual([]);
    expect(analysisOfRow(row)).toMatchObject({
      summary: full.summary,
      topics: full.topics,
      complianceFlags: full.complianceFlags,
      categories: full.categories,
      resolution: full.resolution,
      callback: full.callback,
      droppedClaims: 5,
      parts: 2,
    });
    expect(row).toMatchObject({
      resolution: full.resolution.status,
      callback_needed: full.callback.needed ? 1 : 0,
      tokens_per_second: 12.34,
      config_hash: full.configHash,
    });
  });

  it('of schema version 1 is still read: what it lacks is unknown', async () => {
    const row = await stored();
    const old = {
      ...row,
      schema_version: '1',
      outcome: null,
      call_categories: null,
      compliance_flags: JSON.stringify(
        (JSON.parse(row.compliance_flags) as object[]).map((flag) => ({ ...flag, probability: undefined })),
      ),
    };
    expect(analysisOfRow(old)).toMatchObject({ resolution: null, callback: null, categories: [] });
  });

  it.each(['3', 'next'])(
    'of schema version %s comes from a newer callmill and is not guessed at',
    async (version) => {
      const row = { ...(await stored()), schema_version: version };
      expect(() => analysisOfRow(row)).toThrow(expect.objectContaining({ code: 'schema_unknown' }));
    },
  );
});

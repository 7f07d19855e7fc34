import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BUILT_IN_CONFIG } from '../../src/analysis/config/merge.ts';
import type { AnalysisTier } from '../../src/database/schema.ts';
import { AnalysisConfigs } from '../../src/worker/analysis-configs.ts';
import { runAlone } from '../cli/commands.ts';
import { plansOf, readsOf } from '../queue/plan.ts';
import { openQueue } from '../queue/queue.ts';

const CALL = { tenantId: 1, clientRef: 'acme', direction: 'inbound', campaign: 'winter' } as const;

describe('the configuration of a call', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  let now = 0;
  let directory = '';
  beforeAll(async () => {
    queue = await openQueue({ poolSize: 1 });
    directory = mkdtempSync(join(tmpdir(), 'callmill-configs-'));
  });
  afterAll(async () => {
    await queue.close();
    rmSync(directory, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await queue.database.kysely.deleteFrom('ai_analysis_configs').execute();
    now = 0;
  });

  const insert = async (tier: AnalysisTier, tier_key: string, config: unknown, more: object = {}) => {
    await queue.database.kysely
      .insertInto('ai_analysis_configs')
      .values({ tier, tier_key, config: JSON.stringify(config), ...more })
      .execute();
  };
  const said = (instructions: string) => ({ version: 1, instructions });
  const read = () => new AnalysisConfigs(queue.database, () => now);

  it('is the built-in one where nobody wrote any', async () => {
    expect(await read().of(CALL)).toEqual({ config: BUILT_IN_CONFIG, error: null });
  });

  it('is merged from the tiers that name the call, client over direction over campaign over global', async () => {
    await insert('client', 'acme', said('client'));
    await insert('direction', 'inbound', said('direction'));
    await insert('campaign', 'winter', said('campaign'));
    await insert('global', '', said('global'));
    await insert('client', 'other', said('another client'));
    await insert('global', '', said('another tenant'), { tenant_id: 2 });
    await insert('campaign', 'summer', said('another campaign'), { enabled: 0 });
    const { config } = await read().of(CALL);
    expect(config.instructions).toBe('global\ncampaign\ndirection\nclient');
  });

  it('leaves out tiers that the call does not name and rows that are switched off', async () => {
    await insert('global', '', said('global'));
    await insert('client', 'acme', said('client'), { enabled: 0 });
    await insert('campaign', '', said('a campaign without a name'));
    const scope = { ...CALL, campaign: '', direction: null };
    expect((await read().of(scope)).config.instructions).toBe('global');
  });

  it('that cannot be read is the built-in one, with the reason and the row', async () => {
    await insert('client', 'acme', { version: 9 });
    const { config, error } = await read().of(CALL);
    expect(config).toBe(BUILT_IN_CONFIG);
    expect(error).toMatchObject({ code: 'analysis_config_invalid' });
    expect(error?.message).toMatch(/ai_analysis_configs \d+ \(client\) .* has version 9/);
  });

  it('is used for half a minute before anybody looks again', async () => {
    const configs = read();
    await insert('global', '', said('first'));
    expect((await configs.of(CALL)).config.instructions).toBe('first');
    await queue.database.kysely
      .updateTable('ai_analysis_configs')
      .set({ config: JSON.stringify(said('second')) })
      .execute();
    now = 29_000;
    expect((await configs.of(CALL)).config.instructions).toBe('first');
    now = 30_000;
    expect((await configs.of(CALL)).config.instructions).toBe('second');
  });

  it('carries the hash that "analysis-config check" printed for its files, whatever the row calls its hash', async () => {
    const files = ['global', 'client'].map((tier) => join(directory, `${tier}.json`));
    const [global = '', client = ''] = files;
    // The database may put keys in another order and leaves out spaces.
    writeFileSync(global, JSON.stringify({ version: 1, topics: [], instructions: 'global' }, null, 4));
    writeFileSync(client, JSON.stringify({ instructions: 'client', replace: [], version: 1 }));
    const { out, error } = await runAlone(['analysis-config', 'check', ...files]);
    expect(error).toBeNull();
    await insert('client', 'acme', said('client'), { hash: 'f'.repeat(64), version: 7 });
    await insert('global', '', said('global'));
    const { config } = await read().of(CALL);
    expect(`${config.hash}\n`).toBe(out);
    expect(config.hash).not.toBe(BUILT_IN_CONFIG.hash);
  });

  it('is one row per tier and key', async () => {
    await insert('global', '', said('x'));
    await expect(insert('global', '', said('y'))).rejects.toThrow();
  });

  it('is found by the unique key, not by reading the table', async () => {
    for (let at = 0; at < 300; at += 1) await insert('client', `client ${at}`, said('x'));
    const look = () => read().of({ ...CALL, clientRef: 'client 7' });
    const plans = await plansOf(queue.database, look);
    expect(plans.flat()).toEqual([expect.objectContaining({ type: 'range', key: 'one_per_tier' })]);
    expect(await readsOf(queue.database, look)).toBeLessThan(10);
  });
});

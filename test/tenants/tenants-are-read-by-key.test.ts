import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyRing } from '../../src/keys/key-ring.ts';
import { seal } from '../../src/keys/seal.ts';
import { vaultContext } from '../../src/pii/operators/vault.ts';
import { hasFeature, setFeature } from '../../src/tenants/features.ts';
import { loadPolicy } from '../../src/tenants/policies.ts';
import { loadVault, replaceVault, revealValue, rotateVault } from '../../src/tenants/vault.ts';
import {
  deleteVoicePrints,
  findVoicePrint,
  listVoicePrints,
  loadVoicePrints,
} from '../../src/tenants/voice-prints.ts';
import { plansOf, scansOf } from '../queue/plan.ts';
import { insertPending, openQueue } from '../queue/queue.ts';

const TENANTS = 40;
const EACH = 10;
const MODEL = 'a'.repeat(64);
const never = new AbortController().signal;

describe('what belongs to a tenant', () => {
  const ring = new KeyRing(`1:first:${randomBytes(32).toString('base64')}`);
  let queue: Awaited<ReturnType<typeof openQueue>>;
  let recordings: number[] = [];
  beforeAll(async () => {
    queue = await openQueue();
    const { kysely } = queue.database;
    recordings = await insertPending(queue.database, TENANTS);
    const now = sql<Date>`UTC_TIMESTAMP(6)`;
    for (const [at, recording] of recordings.entries()) {
      const tenant_id = at + 1;
      const names = Array.from({ length: EACH }, (_, index) => `t${at}-${index}`);
      await setFeature(kysely, tenant_id, 'voice_prints', true);
      await kysely
        .insertInto('ai_tenant_configs')
        .values({ tenant_id, service: 'redaction', config: '{}', hash: null, updated_at: now })
        .execute();
      await kysely
        .insertInto('ai_voice_prints')
        .values(
          names.map((agent_id) => ({
            tenant_id,
            agent_id,
            agent_name: null,
            model_sha256: MODEL,
            sealed_vector: seal(
              new Uint8Array(8),
              { tenantId: 1, purpose: 'voice-print', subject: agent_id },
              ring,
            ),
            seconds: 1,
            recordings: 1,
            created_at: now,
            updated_at: now,
          })),
        )
        .execute();
      await sql`UPDATE ai_call_recordings SET tenant_id = ${tenant_id} WHERE id = ${recording}`.execute(
        kysely,
      );
      await replaceVault(kysely, recording, sealedFor(names));
    }
    for (const table of ['ai_tenant_features', 'ai_tenant_configs', 'ai_voice_prints', 'ai_pii_vault'])
      await sql`ANALYZE TABLE ${sql.table(table)}`.execute(kysely);
  });
  afterAll(() => queue.close());

  const sealedFor = (tokens: readonly string[]) =>
    tokens.map((token) => ({
      token,
      type: 'CARD_NUMBER' as const,
      sealed: seal(Buffer.from('value'), vaultContext(1, token), ring),
    }));
  const kysely = () => queue.database.kysely;
  const look = { tenantId: 1, token: 't0-3', actor: 'auditor', reason: 'a test' };

  it.each<[string, string, string, RegExp, () => Promise<unknown>]>([
    ['a switch', 'ai_tenant_features', 'PRIMARY', /^const$/, () => hasFeature(kysely(), 7, 'voice_prints')],
    ['a policy', 'ai_tenant_configs', 'PRIMARY', /^range$/, () => loadPolicy(kysely(), 7)],
    [
      'the agents that one model knows',
      'ai_voice_prints',
      'one_per_agent',
      /^ref$/,
      () => loadVoicePrints(kysely(), 1, MODEL, ring),
    ],
    [
      'one agent',
      'ai_voice_prints',
      'one_per_agent',
      /^const$/,
      () => findVoicePrint(kysely(), 1, MODEL, 't0-3', ring),
    ],
    [
      'the agent whose prints are deleted',
      'ai_voice_prints',
      'one_per_agent',
      /^(ref|range)$/,
      () => deleteVoicePrints(kysely(), 9, 't8-3'),
    ],
    [
      'what a call put into the vault',
      'ai_pii_vault',
      'PRIMARY',
      /^ref$/,
      () => loadVault(kysely(), recordings[3] ?? 0),
    ],
    [
      'what a call’s new transcript replaces there',
      'ai_pii_vault',
      'PRIMARY',
      /^(ref|range)$/,
      () => replaceVault(kysely(), recordings[4] ?? 0, []),
    ],
    ['a value by its token', 'ai_pii_vault', 'by_token', /^ref$/, () => revealValue(kysely(), look, ring)],
    [
      'the values to seal anew',
      'ai_pii_vault',
      'by_token',
      /^range$/,
      () => rotateVault(kysely(), 1, ring, never),
    ],
  ])('%s: %s by %s, in its order', async (_, table, key, type, run) => {
    const plans = await plansOf(queue.database, run);
    expect(scansOf(plans)).toEqual([]);
    const lines = plans.flat().filter((line) => line.table === table);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).toMatchObject({ key, type: expect.stringMatching(type) });
      expect(line.extra).not.toContain('filesort');
    }
  });

  it('all agents of a tenant: by the same index, and only its own are sorted', async () => {
    const [[line] = []] = await plansOf(queue.database, () => listVoicePrints(kysely(), 1));
    expect(line).toMatchObject({ table: 'ai_voice_prints', key: 'one_per_agent', type: 'ref' });
  });

  it('a call’s values are put away for the tenant of its row, which is found by its key', async () => {
    const plans = await plansOf(queue.database, () =>
      replaceVault(kysely(), recordings[5] ?? 0, sealedFor(['one', 'two'])),
    );
    expect(scansOf(plans)).toEqual([]);
    expect(plans.flat().find(({ table }) => table === 'r')).toMatchObject({ type: 'const', key: 'PRIMARY' });
    const owners = await kysely()
      .selectFrom('ai_pii_vault')
      .select('tenant_id')
      .distinct()
      .where('recording_id', '=', recordings[5] ?? 0)
      .execute();
    expect(owners).toEqual([{ tenant_id: 6 }]);
  });
});

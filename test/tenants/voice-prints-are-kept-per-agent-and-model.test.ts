import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KeyRing } from '../../src/keys/key-ring.ts';
import { hasFeature, setFeature } from '../../src/tenants/features.ts';
import {
  deleteVoicePrints,
  findVoicePrint,
  listVoicePrints,
  loadVoicePrints,
  saveVoicePrint,
} from '../../src/tenants/voice-prints.ts';
import type { VoicePrint } from '../../src/voices/voice-print.ts';
import { openQueue } from '../queue/queue.ts';

const [MODEL, OTHER_MODEL] = ['a'.repeat(64), 'b'.repeat(64)] as const;
const line = (tenant: number) => `${tenant}:first:${randomBytes(32).toString('base64')}`;

describe('a voice print', () => {
  const ring = new KeyRing([line(1), line(2)].join('\n'));
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
  });
  afterAll(() => queue.close());
  beforeEach(async () => {
    await kysely().deleteFrom('ai_voice_prints').execute();
  });

  const kysely = () => queue.database.kysely;
  const print = (agentId: string, more: Partial<VoicePrint> = {}): VoicePrint => ({
    agentId,
    agentName: 'Dana Whitfield',
    vector: Float32Array.of(0.6, -0.8, 1e-7, 0.333_333_34),
    seconds: 61.234_567,
    recordings: 2,
    ...more,
  });
  const save = (one: VoicePrint, tenant = 1, model: string = MODEL) =>
    saveVoicePrint(kysely(), tenant, model, one, ring);
  const load = (tenant = 1, model: string = MODEL) => loadVoicePrints(kysely(), tenant, model, ring);

  it('comes back to the last bit, to its tenant and its model only', async () => {
    const kept = print('a-7');
    await save(kept);
    expect(await load()).toEqual([kept]);
    expect(await findVoicePrint(kysely(), 1, MODEL, 'a-7', ring)).toEqual(kept);
    expect(await load(2)).toEqual([]);
    expect(await load(1, OTHER_MODEL)).toEqual([]);
    expect(await findVoicePrint(kysely(), 2, MODEL, 'a-7', ring)).toBeNull();
  });

  it('replaces the agent’s earlier one of the same model and no other', async () => {
    await save(print('a-7'));
    await save(print('a-7'), 1, OTHER_MODEL);
    await save(print('a-7', { agentName: null }), 2);
    await save(print('a-8'));
    await save(print('a-7', { agentName: 'Dana W.', seconds: 90, recordings: 3 }));
    expect((await load()).map(({ agentId, recordings }) => [agentId, recordings])).toEqual([
      ['a-7', 3],
      ['a-8', 2],
    ]);
    expect((await load(1, OTHER_MODEL))[0]?.recordings).toBe(2);
    expect((await load(2))[0]).toMatchObject({ agentName: null, recordings: 2 });
  });

  it.each(['A-7', 'a-7 '])(
    'of agent a-7 is that of "%s" too, as the database compares, and opens under the name last given',
    async (agentId) => {
      await save(print('a-7'));
      expect(await findVoicePrint(kysely(), 1, MODEL, agentId, ring)).toMatchObject({ recordings: 2 });
      await save(print(agentId, { recordings: 3 }));
      expect(await load()).toEqual([print(agentId, { recordings: 3 })]);
    },
  );

  it('is listed without the voice and deleted by agent or all at once, a tenant at a time', async () => {
    await save(print('a-7'));
    await save(print('a-7'), 1, OTHER_MODEL);
    await save(print('a-8'));
    await save(print('a-8'), 2);
    const listed = await listVoicePrints(kysely(), 1);
    expect(listed.map(({ agentId }) => agentId)).toEqual(['a-7', 'a-7', 'a-8']);
    expect(JSON.stringify(listed)).not.toContain('s1.first.');
    expect(await deleteVoicePrints(kysely(), 1, 'a-7')).toBe(2);
    expect(await deleteVoicePrints(kysely(), 1, 'a-7')).toBe(0);
    expect(await deleteVoicePrints(kysely(), 1, null)).toBe(1);
    expect(await load(2)).toHaveLength(1);
  });

  it('needs a switch that is off until somebody turns it on, and on until somebody turns it off', async () => {
    expect(await hasFeature(kysely(), 3, 'voice_prints')).toBe(false);
    for (const wanted of [true, true, false, true]) {
      await setFeature(kysely(), 3, 'voice_prints', wanted);
      expect(await hasFeature(kysely(), 3, 'voice_prints')).toBe(wanted);
    }
    expect(await hasFeature(kysely(), 3, 'remote_analysis')).toBe(false);
    expect(await hasFeature(kysely(), 4, 'voice_prints')).toBe(false);
  });
});

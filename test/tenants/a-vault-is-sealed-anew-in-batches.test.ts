import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KeyRing } from '../../src/keys/key-ring.ts';
import { seal, sealedWith, unseal } from '../../src/keys/seal.ts';
import { vaultContext } from '../../src/pii/operators/vault.ts';
import { loadVault, replaceVault, revealValue, rotateVault } from '../../src/tenants/vault.ts';
import { readsOf } from '../queue/plan.ts';
import { insertPending, openQueue } from '../queue/queue.ts';

/** More than two batches of a rotation and of an INSERT. */
const VALUES = 450;
const MANY = 2000;
const never = new AbortController().signal;
const line = (tenant: number, name: string) => `${tenant}:${name}:${randomBytes(32).toString('base64')}`;
const tokenOf = (index: number) => randomBytes(6).toString('hex') + index;

describe('a tenant’s vault', () => {
  const [first, second, others] = [line(1, 'first'), line(1, 'second'), line(2, 'first')];
  const before = new KeyRing([first, others].join('\n'));
  const both = new KeyRing([first, second, others].join('\n'));
  const after = new KeyRing([second, others].join('\n'));
  let queue: Awaited<ReturnType<typeof openQueue>>;
  let [own, foreign, later] = [0, 0, 0];
  beforeAll(async () => {
    queue = await openQueue({ poolSize: 1 });
    [own = 0, foreign = 0, later = 0] = await insertPending(queue.database, 3);
    await sql`UPDATE ai_call_recordings SET tenant_id = 2 WHERE id = ${foreign}`.execute(kysely());
  });
  afterAll(() => queue.close());
  beforeEach(async () => {
    await kysely().deleteFrom('ai_pii_vault').execute();
    await kysely().deleteFrom('ai_pii_reveals').execute();
  });

  const kysely = () => queue.database.kysely;
  const sealedBy = (ring: KeyRing, tenant: number, count: number) =>
    Array.from({ length: count }, (_, index) => {
      const token = tokenOf(index);
      const sealed = seal(Buffer.from(`value of ${token}`), vaultContext(tenant, token), ring);
      return { token, type: 'CARD_NUMBER' as const, sealed };
    });
  const opens = async (recording: number, ring: KeyRing) =>
    (await loadVault(kysely(), recording)).every(
      ({ token, sealed }) =>
        unseal(sealed, vaultContext(1, token), ring).toString() === `value of ${token}` &&
        sealedWith(sealed) === 'second',
    );

  it('is sealed anew to the last value; a second turn finds nothing to do; other tenants’ stay', async () => {
    await replaceVault(kysely(), own, sealedBy(before, 1, VALUES));
    await replaceVault(kysely(), later, sealedBy(before, 1, 3));
    const theirs = sealedBy(before, 2, 5);
    await replaceVault(kysely(), foreign, theirs);
    expect(await rotateVault(kysely(), 1, both, never)).toBe(VALUES + 3);
    expect(await opens(own, after)).toBe(true);
    expect(await opens(later, after)).toBe(true);
    expect(await rotateVault(kysely(), 1, both, never)).toBe(0);
    const kept = await loadVault(kysely(), foreign);
    expect(new Set(kept.map(({ sealed }) => sealed))).toEqual(new Set(theirs.map(({ sealed }) => sealed)));
  });

  it.each([3, MANY])(
    'of %d values costs what it holds, however many batches that is and whatever others put away',
    async (count) => {
      await replaceVault(kysely(), own, sealedBy(both, 1, count));
      await replaceVault(kysely(), foreign, sealedBy(both, 2, MANY));
      await sql`ANALYZE TABLE ai_pii_vault`.execute(kysely());
      let rotated = -1;
      const reads = await readsOf(queue.database, async () => {
        rotated = await rotateVault(kysely(), 1, both, never);
      });
      expect(rotated).toBe(0);
      // Each value once, and the search for each batch.
      expect(reads).toBeLessThan(count + 60);
    },
  );

  it('whose recording was published anew meanwhile keeps the new values', async () => {
    await replaceVault(kysely(), own, sealedBy(before, 1, 3));
    const stale = await loadVault(kysely(), own);
    const fresh = stale.map(({ token, type }) => ({
      token,
      type,
      sealed: seal(Buffer.from(`value of ${token}`), vaultContext(1, token), both),
    }));
    await replaceVault(kysely(), own, fresh);
    expect(await rotateVault(kysely(), 1, both, never)).toBe(0);
    expect(await opens(own, after)).toBe(true);
  });

  it('shows a value to its tenant only, writes the look down first, and shows nothing it cannot open', async () => {
    await replaceVault(kysely(), own, sealedBy(before, 1, 1));
    const [{ token = '' } = {}] = await loadVault(kysely(), own);
    const look = { tenantId: 1, token, actor: 'auditor', reason: 'a test' };
    expect(await revealValue(kysely(), look, before)).toEqual({
      type: 'CARD_NUMBER',
      value: `value of ${token}`,
    });
    for (const [request, ring, code] of [
      [{ ...look, tenantId: 2 }, before, 'not_found'],
      [{ ...look, token: token.toUpperCase() }, before, 'not_found'],
      [look, after, 'key_missing'],
    ] as const)
      await expect(revealValue(kysely(), request, ring)).rejects.toMatchObject({ code });
    const looks = await kysely().selectFrom('ai_pii_reveals').select(['token', 'recording_id']).execute();
    expect(looks).toEqual([{ token, recording_id: own }]);
  });

  it('goes with its recording', async () => {
    const [gone = 0] = await insertPending(queue.database, 1, 'gone');
    await replaceVault(kysely(), gone, sealedBy(before, 1, 3));
    await kysely().deleteFrom('ai_call_recordings').where('id', '=', gone).execute();
    expect(await loadVault(kysely(), gone)).toEqual([]);
  });
});

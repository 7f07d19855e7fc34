import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bandRank } from '../../src/queue/bands.ts';
import { Claimer } from '../../src/queue/claimer.ts';
import type { Lane } from '../../src/queue/lanes.ts';
import { readRecording } from '../../src/queue/read.ts';
import { turnOrder } from '../../src/queue/turns.ts';
import { addTenant, emptyQueue, fillQueue } from './fill.ts';
import { openQueue } from './queue.ts';

describe('turns between tenants', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
  });
  afterAll(() => queue.close());
  beforeEach(() => emptyQueue(queue.database));

  async function claimTenant(claimer: Claimer): Promise<{ tenant: number; priority: number; call: string }> {
    const claim = await claimer.next();
    const row = await readRecording(queue.database.kysely, claim?.recordingId ?? 0);
    return { tenant: row?.tenant_id ?? 0, priority: row?.priority ?? 0, call: row?.apex_id ?? '' };
  }

  it('a tenant with 500 calls does not hold up one with three', async () => {
    await fillQueue(queue.database, { count: 500, prefix: 'many-', tenant: 1 });
    await fillQueue(queue.database, {
      count: 3,
      prefix: 'few-',
      tenant: 2,
      availableAt: sql`UTC_TIMESTAMP(6)`,
    });
    const claimer = new Claimer(queue.database, 'w', 60);
    const order = [];
    for (let index = 0; index < 8; index += 1) order.push((await claimTenant(claimer)).tenant);
    expect(order).toEqual([1, 2, 1, 2, 1, 2, 1, 1]);
  });

  it('turns are the fleet’s, not a worker’s, and a tenant that nobody has registered takes part', async () => {
    for (const tenant of [1, 77, 78])
      await fillQueue(queue.database, { count: 6, prefix: `t${tenant}-`, tenant });
    const order = [];
    for (let index = 0; index < 9; index += 1)
      order.push((await claimTenant(new Claimer(queue.database, `w${index}`, 60))).tenant);
    expect(order).toEqual([1, 77, 78, 1, 77, 78, 1, 77, 78]);
  });

  it('bands go first: urgent, then normal, then backfill; within a tenant every number counts', async () => {
    const rows = [
      { tenant: 1, priority: 250, prefix: 'backfill-' },
      { tenant: 2, priority: 120, prefix: 'later-' },
      { tenant: 2, priority: 90, prefix: 'sooner-' },
      { tenant: 3, priority: 49, prefix: 'urgent-' },
    ];
    for (const row of rows) await fillQueue(queue.database, { count: 1, ...row });
    const claimer = new Claimer(queue.database, 'w', 60);
    const order = [];
    for (let index = 0; index < rows.length; index += 1) order.push((await claimTenant(claimer)).call);
    expect(order).toEqual(['urgent-0', 'sooner-0', 'later-0', 'backfill-0']);
  });

  it('a new call overtakes a backfill that is under way', async () => {
    await fillQueue(queue.database, { count: 50, prefix: 'old-', priority: 200 });
    const claimer = new Claimer(queue.database, 'w', 60);
    expect((await claimTenant(claimer)).call).toBe('old-0');
    await fillQueue(queue.database, { count: 1, prefix: 'new-', tenant: 1 });
    expect((await claimTenant(claimer)).call).toBe('new-0');
    expect((await claimTenant(claimer)).call).toBe('old-1');
  });

  it('racing workers serve everything once', async () => {
    for (const tenant of [1, 2, 3, 4])
      await fillQueue(queue.database, { count: 40, prefix: `t${tenant}-`, tenant });
    const ids: number[] = [];
    const work = async (name: string): Promise<void> => {
      const claimer = new Claimer(queue.database, name, 60);
      for (let claim = await claimer.next(); claim !== null; claim = await claimer.next())
        ids.push(claim.recordingId);
    };
    await Promise.all(Array.from({ length: 8 }, (_, index) => work(`w${index}`)));
    expect(new Set(ids).size).toBe(160);
    expect(ids).toHaveLength(160);
  });

  it('property: of N tenants with calls in a band none waits for more than N − 1 others', () => {
    const tenant = fc.record({ id: fc.nat({ max: 50 }), servedAt: fc.option(fc.nat({ max: 20 })) });
    fc.assert(
      fc.property(
        fc.uniqueArray(tenant, { minLength: 2, maxLength: 12, selector: (one) => one.id }),
        fc.array(fc.nat({ max: 250 }), { minLength: 1, maxLength: 3 }),
        (tenants, priorities) => {
          const turns = new Map<string, number>();
          for (const { id, servedAt } of tenants) {
            if (servedAt !== null) for (const band of [0, 1, 2]) turns.set(`${id} ${band}`, servedAt);
          }
          const waited = new Map(tenants.map(({ id }) => [id, 0]));
          for (let step = 100; step < 100 + 4 * tenants.length; step += 1) {
            const lanes = tenants.flatMap(({ id }) =>
              priorities.map((priority) => lane(id, priority, turns)),
            );
            const [next] = turnOrder(lanes);
            if (next === undefined) throw new Error('nobody was served');
            turns.set(`${next.tenantId} ${bandRank(next.priority)}`, step);
            for (const { id } of tenants)
              waited.set(id, id === next.tenantId ? 0 : (waited.get(id) ?? 0) + 1);
            expect(Math.max(...waited.values())).toBeLessThan(tenants.length);
            expect(bandRank(next.priority)).toBe(Math.min(...priorities.map(bandRank)));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('tenants at their cap are left out, and the rest take turns among themselves', async () => {
    await addTenant(queue.database, 2, 0);
    for (const tenant of [1, 2, 3])
      await fillQueue(queue.database, { count: 4, prefix: `t${tenant}-`, tenant });
    const claimer = new Claimer(queue.database, 'w', 60);
    const order = [];
    for (let index = 0; index < 4; index += 1) order.push((await claimTenant(claimer)).tenant);
    expect(order).toEqual([1, 3, 1, 3]);
  });
});

function lane(tenantId: number, priority: number, turns: ReadonlyMap<string, number>): Lane {
  const served = turns.get(`${tenantId} ${bandRank(priority)}`);
  return {
    tenantId,
    priority,
    due: true,
    waiting: false,
    cap: null,
    running: 0,
    servedAt: served === undefined ? null : String(served).padStart(6, '0'),
  };
}

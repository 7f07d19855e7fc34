import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/pii/policy.ts';
import { policyHash } from '../../src/pii/policy-hash.ts';
import { EVERYBODY, loadPolicy, savePolicy } from '../../src/tenants/policies.ts';
import { openQueue } from '../queue/queue.ts';

/** Keys in an order that MySQL's JSON type does not keep, text that needs escapes, numbers with fractions. */
const FULL = parsePolicy({
  types: {
    PERSON: { threshold: 0.35, redact: true, operator: 'hmac' },
    DATE: false,
    CARD_NUMBER: { operator: { mask: 4 } },
    CUSTOM: true,
  },
  speakers: { customer: { PERSON: true }, agent: { PERSON: false, DATE: false } },
  allow: ['O’Neill "& Sons" \\ 100 %', 'Zoë 株式会社 🎧'],
  deny: ["Robert'); DROP TABLE"],
  patterns: [{ name: 'order-id', pattern: '[a-z]{2}\\d{6}', type: 'CUSTOM' }],
  minimumDigits: 5,
});

describe('a stored policy', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
  });
  afterAll(() => queue.close());
  const kysely = () => queue.database.kysely;

  it('is the one that was saved, and its hash is that of the row', async () => {
    await savePolicy(kysely(), 3, FULL);
    const read = await loadPolicy(kysely(), 3);
    expect(read).toEqual(FULL);
    const row = await kysely()
      .selectFrom('ai_tenant_configs')
      .select('hash')
      .where('tenant_id', '=', 3)
      .executeTakeFirstOrThrow();
    expect(row.hash).toBe(policyHash(read ?? parsePolicy({})));
  });

  it('is a tenant’s own before everybody’s, and none where nobody wrote any', async () => {
    expect(await loadPolicy(kysely(), 8)).toBeNull();
    await savePolicy(kysely(), EVERYBODY, parsePolicy({ minimumDigits: 4 }));
    expect((await loadPolicy(kysely(), 8))?.minimumDigits).toBe(4);
    await savePolicy(kysely(), 8, parsePolicy({ minimumDigits: 6 }));
    await savePolicy(kysely(), 8, parsePolicy({ minimumDigits: 3 }));
    expect((await loadPolicy(kysely(), 8))?.minimumDigits).toBe(3);
    expect((await loadPolicy(kysely(), 3))?.minimumDigits).toBe(5);
  });

  it.each(['"label"', '[1]', '17', 'null', '{"minimumDigits": 9}'])(
    'that somebody wrote as %s is policy_invalid, not somebody else’s policy',
    async (config) => {
      await sql`REPLACE INTO ai_tenant_configs (tenant_id, service, config) VALUES (9, 'redaction', ${config})`.execute(
        kysely(),
      );
      await expect(loadPolicy(kysely(), 9)).rejects.toMatchObject({ code: 'policy_invalid' });
    },
  );

  it('that is no JSON the database itself refuses', async () => {
    const insert = sql`INSERT INTO ai_tenant_configs (tenant_id, service, config) VALUES (10, 'redaction', '{"types')`;
    await expect(insert.execute(kysely())).rejects.toThrow();
    expect((await loadPolicy(kysely(), 10))?.minimumDigits).toBe(4);
  });
});

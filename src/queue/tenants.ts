import type { Database } from '../database/connect.ts';
import { CallmillError } from '../errors/error.ts';

/**
 * Refuses tenants that `ai_tenants` does not have: in a command that is a slip of the finger. A row that an application
 * inserted for such a tenant is processed all the same, as a tenant without a cap.
 *
 * @throws CallmillError not_found
 */
export async function requireTenants(database: Database, tenantIds: Iterable<number>): Promise<void> {
  const wanted = [...new Set(tenantIds)];
  if (wanted.length === 0) return;
  const known = await database.kysely
    .selectFrom('ai_tenants')
    .select('id')
    .where('id', 'in', wanted)
    .execute();
  const ids = new Set(known.map((tenant) => tenant.id));
  const missing = wanted.filter((id) => !ids.has(id));
  if (missing.length === 0) return;
  throw new CallmillError('not_found', `There is no tenant ${missing.slice(0, 10).join(', ')}`, {
    remedy: `Add it first: INSERT INTO ai_tenants (id, name) VALUES (${missing[0]}, 'its name').`,
  });
}

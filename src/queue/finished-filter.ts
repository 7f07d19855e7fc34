import { type RawBuilder, sql } from 'kysely';

/** A moment: so long before now by the server's clock, or a UTC time. */
export type Moment = { readonly secondsAgo: number } | { readonly utc: Date };

/** Which failed rows are meant; without any field, all of them. */
export interface DeadLetterFilter {
  readonly errorCode?: string;
  readonly tenantId?: number;
  /** Failed at this time or later. */
  readonly since?: Moment;
  /** Failed before this time. */
  readonly until?: Moment;
}

/** The filter as SQL over index `finished`, which holds every column it names: no row is read to be left out. */
export function deadLetterCondition(filter: DeadLetterFilter): RawBuilder<unknown> {
  const conditions = [sql`processing_status = 'failed'`];
  if (filter.since !== undefined) conditions.push(sql`processing_completed_at >= ${timeOf(filter.since)}`);
  if (filter.until !== undefined) conditions.push(sql`processing_completed_at < ${timeOf(filter.until)}`);
  if (filter.errorCode !== undefined) conditions.push(sql`error_code = ${filter.errorCode}`);
  if (filter.tenantId !== undefined) conditions.push(sql`tenant_id = ${filter.tenantId}`);
  return sql.join(conditions, sql` AND `);
}

function timeOf(moment: Moment): RawBuilder<unknown> {
  return 'utc' in moment
    ? sql`${moment.utc}`
    : sql`UTC_TIMESTAMP(6) - INTERVAL ${Math.round(moment.secondsAgo)} SECOND`;
}

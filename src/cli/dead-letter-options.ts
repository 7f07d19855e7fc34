import type { Command } from 'commander';
import type { DeadLetterFilter, Moment } from '../queue/finished-filter.ts';
import { moment, wholeNumber } from './arguments.ts';

export interface DeadLetterOptions {
  readonly code?: string;
  readonly tenant?: number;
  readonly since?: Moment;
  readonly until?: Moment;
}

/** The options by which `dead-letters` and `requeue` choose failed recordings. */
export function addDeadLetterOptions(command: Command): Command {
  return command
    .option('--code <code>', 'failed recordings with this error code')
    .option('--tenant <id>', 'failed recordings of this tenant', wholeNumber)
    .option('--since <time>', 'failed since: a span before now (24h, 7d) or a UTC date', moment)
    .option('--until <time>', 'failed before: a span before now or a UTC date', moment);
}

/** Undefined when no option was given. */
export function deadLetterFilter(options: DeadLetterOptions): DeadLetterFilter | undefined {
  const { code, tenant, since, until } = options;
  if ([code, tenant, since, until].every((option) => option === undefined)) return undefined;
  return {
    ...(code === undefined ? {} : { errorCode: code }),
    ...(tenant === undefined ? {} : { tenantId: tenant }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}

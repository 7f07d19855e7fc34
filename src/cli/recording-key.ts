import { createHash } from 'node:crypto';
import { parse } from 'node:path';
import { wallClock } from '../clock/clock.ts';
import { DEFAULT_TENANT } from '../queue/submit.ts';

/**
 * `call-recordings/2026/03/01/name`, the layout that the application uses too; the call id keeps names apart. Where
 * characters had to be replaced a piece of the id's hash is appended, or `a/b` and `a_b` would be one object.
 */
export function recordingKey(file: string, tenantId: number, callId: string): string {
  const [year, month, day] = wallClock().toISOString().slice(0, 10).split('-');
  const safe = callId.replace(/[^\w.-]/g, '_');
  const name =
    safe === callId ? safe : `${safe}-${createHash('sha256').update(callId).digest('hex').slice(0, 10)}`;
  const tenant = tenantId === DEFAULT_TENANT ? '' : `tenant-${tenantId}-`;
  return `call-recordings/${year}/${month}/${day}/${tenant}${name}${parse(file).ext.toLowerCase()}`;
}

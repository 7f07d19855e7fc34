import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallmillError } from '../errors/error.ts';
import type { Store } from '../storage/store.ts';
import { type Finding, ok } from './finding.ts';

/**
 * Writes, reads, lists and deletes a probe object: everything a worker does to a bucket.
 *
 * @throws CallmillError access_denied, bucket_unreachable, …
 */
export async function checkStorage(store: Store, signal: AbortSignal): Promise<readonly Finding[]> {
  const directory = await mkdtemp(join(tmpdir(), 'callmill-doctor-'));
  const key = `.callmill-doctor/${randomUUID()}`;
  const probe = join(directory, 'probe');
  try {
    await writeFile(probe, `probe of callmill doctor ${key}`);
    await store.upload(probe, key, 'text/plain', signal);
    const back = await store.download(key, join(directory, 'back'), { maxBytes: 1024, signal });
    const listed = await store.list('.callmill-doctor/', 1000, signal);
    await store.delete(key, signal);
    if (back.sizeBytes === 0 || !listed.includes(key)) {
      throw new CallmillError('bucket_unreachable', `${store.description} did not give back what was put in`);
    }
    return [ok('storage', `${store.description}: put, get, list and delete work`)];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

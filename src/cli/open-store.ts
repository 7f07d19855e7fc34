import type { Config } from '../config/settings.ts';
import { CallmillError } from '../errors/error.ts';
import { openStore } from '../storage/open-store.ts';
import type { Store } from '../storage/store.ts';

/**
 * The store of a bucket as configured; null names the configured bucket.
 *
 * @throws CallmillError config_invalid when neither a directory nor S3 is configured
 */
export function configuredStore(config: Config, bucket: string | null): Store {
  if (config.storageDirectory !== undefined)
    return openStore({ kind: 'local', directory: config.storageDirectory });
  const {
    storageEndpoint: endpoint,
    storageAccessKeyId: accessKeyId,
    storageSecretAccessKey: secretAccessKey,
  } = config;
  const name = bucket ?? config.storageBucket;
  if (
    endpoint === undefined ||
    accessKeyId === undefined ||
    secretAccessKey === undefined ||
    name === undefined
  ) {
    throw new CallmillError('config_invalid', 'No storage is configured', {
      remedy:
        'Set R2_ENDPOINT, R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY and R2_BUCKET, or CALLMILL_STORAGE_DIR for a local directory.',
    });
  }
  return openStore({
    kind: 's3',
    endpoint,
    accessKeyId,
    secretAccessKey,
    bucket: name,
    region: config.storageRegion,
  });
}

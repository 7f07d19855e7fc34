import { z } from 'zod';
import { optionalText, setting, text, whole } from './setting.ts';

/** The settings of the group Storage. */
export const STORAGE = {
  storageEndpoint: setting(
    'R2_ENDPOINT',
    'Storage',
    'S3 endpoint, for R2 `https://<account>.r2.cloudflarestorage.com`.',
    z.url('must be a URL').optional(),
  ),
  storageAccessKeyId: setting('R2_ACCESS_KEY_ID', 'Storage', 'Access key id.', optionalText(), true),
  storageSecretAccessKey: setting('R2_SECRET_ACCESS_KEY', 'Storage', 'Secret key.', optionalText(), true),
  storageBucket: setting('R2_BUCKET', 'Storage', 'Bucket used when a row names none.', optionalText()),
  storageRegion: setting('CALLMILL_S3_REGION', 'Storage', 'Region; R2 wants `auto`.', text().default('auto')),
  storageDirectory: setting(
    'CALLMILL_STORAGE_DIR',
    'Storage',
    'Local directory used as the bucket instead of S3.',
    optionalText(),
  ),
  maxObjectMb: setting(
    'CALLMILL_MAX_OBJECT_MB',
    'Storage',
    'Larger objects are refused.',
    whole(1, 100_000).default(1024),
  ),
  privateSourceHosts: setting(
    'CALLMILL_PRIVATE_SOURCE_HOSTS',
    'Storage',
    'Comma-separated hosts in private networks that `source_url` may name; none by default.',
    z.string().default(''),
  ),
} as const;

import { LocalStore } from './local-store.ts';
import type { S3Options } from './s3-client.ts';
import { S3Store } from './s3-store.ts';
import type { Store } from './store.ts';

export type StoreOptions =
  | ({ readonly kind: 's3' } & S3Options)
  | {
      readonly kind: 'local';
      /** Must exist: a directory that is not there counts as a bucket out of reach. */
      readonly directory: string;
    };

/** The store that the options describe. Opens no connection and touches no disk yet. */
export function openStore(options: StoreOptions): Store {
  return options.kind === 's3' ? new S3Store(options) : new LocalStore(options.directory);
}

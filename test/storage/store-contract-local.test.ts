import { describe } from 'vitest';
import { openStore } from '../../src/storage/open-store.ts';
import { describeStoreContract } from './fixtures/store-contract.ts';
import { tempDir } from './fixtures/temp-dir.ts';

describe('a directory as store', () => {
  describeStoreContract(async () => openStore({ kind: 'local', directory: await tempDir() }));
});

import { afterAll, beforeAll, describe } from 'vitest';
import { type S3Server, startS3Server } from '../../scripts/s3-server.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { hasSwift, swiftReason } from './fixtures/s3.ts';
import { describeStoreContract } from './fixtures/store-contract.ts';

describe.skipIf(!hasSwift)(`a bucket of a real S3 server as store${swiftReason}`, () => {
  let server: S3Server;
  let buckets = 0;

  beforeAll(async () => {
    server = await startS3Server();
  });
  afterAll(() => server?.stop());

  describeStoreContract(async () => {
    const bucket = `contract-${buckets++}`;
    await server.createBucket(bucket);
    return openStore({ kind: 's3', ...server, bucket });
  });
});

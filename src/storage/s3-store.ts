import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { CallmillError } from '../errors/error.ts';
import { downloadTo, type OpenedBody, type Patience } from './download.ts';
import { assertKey, assertPrefix } from './key.ts';
import { createS3Client, DEFAULT_S3_TIMEOUTS, type S3Options } from './s3-client.ts';
import { httpStatus, noSuchBucket, s3Error } from './s3-errors.ts';
import type { Download, DownloadOptions, ObjectHead, Store } from './store.ts';

/** The slowest upload line we wait for: 64 KB/s, a poor mobile uplink. */
const SLOWEST_BYTES_PER_MS = 64;

/** A new stream per try: the SDK cannot send a stream twice and so never retries an upload itself. */
const uploadRetry = retry(
  handleWhen((error) => error instanceof CallmillError && error.code === 'bucket_unreachable'),
  { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 2_000 }) },
);

/** A bucket of any S3-compatible service. */
export class S3Store implements Store {
  readonly description: string;
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #host: string;
  readonly #answerMs: number;
  readonly #patience: Patience | undefined;

  constructor(options: S3Options, patience?: Patience) {
    this.#client = createS3Client(options);
    this.#bucket = options.bucket;
    this.#host = new URL(options.endpoint).host;
    this.#answerMs = (options.timeouts ?? DEFAULT_S3_TIMEOUTS).answerMs;
    this.#patience = patience;
    this.description = `s3 bucket ${options.bucket} at ${this.#host}`;
  }

  async head(key: string, signal?: AbortSignal): Promise<ObjectHead> {
    assertKey(key);
    try {
      const head = await this.#client.send(new HeadObjectCommand(this.#at(key)), withSignal(signal));
      return {
        sizeBytes: head.ContentLength ?? 0,
        contentType: head.ContentType ?? null,
        etag: head.ETag ?? null,
      };
    } catch (error) {
      signal?.throwIfAborted();
      if (httpStatus(error) === 404) await this.#assertBucket(signal);
      throw s3Error(error, this.#host);
    }
  }

  async download(key: string, path: string, options: DownloadOptions): Promise<Download> {
    assertKey(key);
    const open = (offset: number, etag: string | null, signal?: AbortSignal) =>
      this.#open(key, offset, etag, signal);
    return downloadTo(open, path, options, this.#patience);
  }

  async upload(path: string, key: string, contentType: string, signal?: AbortSignal): Promise<void> {
    assertKey(key);
    const { size } = await stat(path);
    await uploadRetry.execute(() => this.#put(path, size, key, contentType, signal), signal);
  }

  async delete(key: string, signal?: AbortSignal): Promise<void> {
    assertKey(key);
    try {
      await this.#client.send(new DeleteObjectCommand(this.#at(key)), withSignal(signal));
    } catch (error) {
      signal?.throwIfAborted();
      const mapped = s3Error(error, this.#host);
      if (mapped.code !== 'object_missing') throw mapped;
    }
  }

  async list(prefix: string, limit: number, signal?: AbortSignal): Promise<readonly string[]> {
    assertPrefix(prefix);
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await this.#listPage(prefix, Math.min(1000, limit - keys.length), token, signal);
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key);
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined && keys.length < limit);
    return keys.slice(0, limit);
  }

  #at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: key };
  }

  async #listPage(prefix: string, size: number, token: string | undefined, signal?: AbortSignal) {
    try {
      return await this.#client.send(
        new ListObjectsV2Command({
          Bucket: this.#bucket,
          Prefix: prefix,
          MaxKeys: size,
          ContinuationToken: token,
        }),
        withSignal(signal),
      );
    } catch (error) {
      signal?.throwIfAborted();
      throw s3Error(error, this.#host);
    }
  }

  async #open(key: string, offset: number, etag: string | null, signal?: AbortSignal): Promise<OpenedBody> {
    const resume =
      offset > 0 ? { Range: `bytes=${offset}-`, ...(etag === null ? {} : { IfMatch: etag }) } : {};
    try {
      const command = new GetObjectCommand({ ...this.#at(key), ...resume });
      return openedFrom(await this.#client.send(command, withSignal(signal)));
    } catch (error) {
      signal?.throwIfAborted();
      // The object was replaced, or is shorter now: take the new one from its beginning.
      if (offset > 0 && isChanged(error)) return this.#open(key, 0, null, signal);
      throw s3Error(error, this.#host);
    }
  }

  async #put(
    path: string,
    size: number,
    key: string,
    contentType: string,
    signal?: AbortSignal,
  ): Promise<void> {
    const body = createReadStream(path, { highWaterMark: 256 * 1024 });
    try {
      await this.#client.send(
        new PutObjectCommand({
          ...this.#at(key),
          Body: body,
          ContentLength: size,
          ContentType: contentType,
        }),
        {
          ...withSignal(signal),
          requestTimeout: this.#answerMs + Math.ceil(size / SLOWEST_BYTES_PER_MS),
        },
      );
    } catch (error) {
      signal?.throwIfAborted();
      throw s3Error(error, this.#host);
    } finally {
      body.destroy();
    }
  }

  /** A HEAD answer has no body, so 404 alone does not tell a missing object from a missing bucket. */
  async #assertBucket(signal?: AbortSignal): Promise<void> {
    try {
      await this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket }), withSignal(signal));
    } catch (error) {
      signal?.throwIfAborted();
      if (httpStatus(error) === 404) throw noSuchBucket(error);
    }
  }
}

function withSignal(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

function isChanged(error: unknown): boolean {
  const status = httpStatus(error);
  return status === 412 || status === 416;
}

function openedFrom(answer: GetObjectCommandOutput): OpenedBody {
  if (!(answer.Body instanceof Readable)) {
    throw new CallmillError('bucket_unreachable', 'The object store answered without a body');
  }
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.ContentRange ?? '');
  return {
    body: answer.Body,
    offset: range === null ? 0 : Number(range[1]),
    total: range === null ? (answer.ContentLength ?? null) : Number(range[2]),
    contentType: answer.ContentType ?? null,
    etag: answer.ETag ?? null,
  };
}

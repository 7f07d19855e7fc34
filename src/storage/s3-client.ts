import { isIP } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';

export interface S3Options {
  /** `https://<account>.r2.cloudflarestorage.com`, or any S3 endpoint. */
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly bucket: string;
  /** R2 knows only `auto`, the default. */
  readonly region?: string;
  /** Replaces {@link DEFAULT_S3_TIMEOUTS}, for tests of a server that does not answer. */
  readonly timeouts?: S3Timeouts;
}

export interface S3Timeouts {
  /** To open a connection. */
  readonly connectMs: number;
  /** From the request to the first byte of the answer; uploads get more by their size. */
  readonly answerMs: number;
}

export const DEFAULT_S3_TIMEOUTS: S3Timeouts = { connectMs: 5_000, answerMs: 30_000 };

/** An S3 client set up for R2 and everything that resembles it. */
export function createS3Client(options: S3Options): S3Client {
  const { connectMs, answerMs } = options.timeouts ?? DEFAULT_S3_TIMEOUTS;
  return new S3Client({
    endpoint: options.endpoint,
    region: options.region ?? 'auto',
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    forcePathStyle: needsPathStyle(options.endpoint),
    // R2 and older servers refuse the SDK's default CRC trailers.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
    // The SDK would write its warnings to the console; what matters arrives as an error anyway.
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    // Without throwOnRequestTimeout a breach is only a line on the console and the request hangs on.
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
    },
  });
}

function ignore(): void {}

/** `bucket.127.0.0.1` and `bucket.localhost` do not resolve: the bucket goes into the path there. */
function needsPathStyle(endpoint: string): boolean {
  const host = new URL(endpoint).hostname.replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 || !host.includes('.');
}

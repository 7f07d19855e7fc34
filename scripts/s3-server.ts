import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { createS3Client } from '../src/storage/s3-client.ts';

/** What the test server is made of, on Debian and Ubuntu: the library alone, which brings no system service. */
export const S3_SERVER_PACKAGES = ['python3-swift'] as const;

export const S3_SERVER_INSTALL = `apt-get install --no-install-recommends ${S3_SERVER_PACKAGES.join(' ')}`;

/** Debian's own Python, where the packages live; another one in PATH would not see them. */
const PYTHON = '/usr/bin/python3';

export interface S3Server {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  createBucket(name: string): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Starts a private S3 server (OpenStack Swift with s3api, which checks signatures) on a free port, in a folder of its
 * own. It ends with the process that started it. About one second.
 * Throws an Error that names the packages to install when Swift is missing.
 */
export async function startS3Server(): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), 'callmill-s3-'));
  const accessKeyId = 'test:tester';
  const secretAccessKey = randomBytes(16).toString('hex');
  const script = fileURLToPath(new URL('./s3/swift-server.py', import.meta.url));
  const child: Child = spawn(PYTHON, ['-B', script, folder, 'tester', secretAccessKey], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  try {
    const endpoint = `http://127.0.0.1:${await portOf(child)}`;
    return {
      endpoint,
      accessKeyId,
      secretAccessKey,
      createBucket: (name) => createBucket({ endpoint, accessKeyId, secretAccessKey }, name),
      stop: () => stop(child, folder),
    };
  } catch (error) {
    await stop(child, folder);
    throw error;
  }
}

async function createBucket(
  access: Pick<S3Server, 'endpoint' | 'accessKeyId' | 'secretAccessKey'>,
  bucket: string,
): Promise<void> {
  const client = createS3Client({ ...access, bucket });
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  } finally {
    client.destroy();
  }
}

/** The port from the server's first line; its last words when it ends without one. */
async function portOf(child: Child): Promise<number> {
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2_000);
  });
  const ended = new Promise<never>((_, reject) => {
    child.once('error', (error) => reject(new Error(notStarted(error.message))));
    child.once('close', () => reject(new Error(notStarted(complaint))));
  });
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([once(lines, 'line'), ended]);
  return Number(JSON.parse(String(line[0])).port);
}

function notStarted(complaint: string): string {
  const missing = /No module named|ENOENT/.test(complaint);
  return missing
    ? `the S3 test server is not installed: ${S3_SERVER_INSTALL}`
    : `the S3 test server did not start: ${complaint}`;
}

async function stop(child: Child, folder: string): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  }
  await rm(folder, { recursive: true, force: true });
}

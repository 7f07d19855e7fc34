import { once } from 'node:events';
import { mkdir, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { ffmpegVersion } from '../audio/ffmpeg.ts';
import { systemCode } from '../errors/coerce.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

const GIGABYTE = 1024 ** 3;

/** The Node that runs this. */
export async function checkNode(): Promise<readonly Finding[]> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const current = major > 22 || (major === 22 && minor >= 12);
  const version = `${process.version} on ${process.arch}`;
  return [current ? ok('node', version) : failure('node', version, 'Install Node 22.12 or later.')];
}

/** @throws CallmillError ffmpeg_missing */
export async function checkFfmpeg(): Promise<readonly Finding[]> {
  return [ok('ffmpeg', `version ${await ffmpegVersion()}`)];
}

/** Room for the scratch files of a long call. */
export async function checkDisk(directory: string): Promise<readonly Finding[]> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(directory);
  const free = (bavail * bsize) / GIGABYTE;
  const detail = `${free.toFixed(1)} GB free under ${directory}`;
  if (free >= 4) return [ok('disk', detail)];
  return [
    warning('disk', detail, 'A three-hour stereo call needs 1.5 GB; set CALLMILL_WORK_DIR to a larger disk.'),
  ];
}

/** Whether the port of /metrics can be taken; a worker that already runs here holds it rightly. */
export async function checkPort(host: string, port: number): Promise<readonly Finding[]> {
  if (port === 0) return [ok('port', 'the HTTP server is switched off')];
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return [ok('port', `${host}:${port} is free`)];
  } catch (error) {
    const detail = `${host}:${port} cannot be taken (${systemCode(error) ?? 'unknown reason'})`;
    return [
      warning('port', detail, 'A worker may be running here already; otherwise set CALLMILL_HTTP_PORT.'),
    ];
  } finally {
    server.close();
  }
}

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { canRun, projectPath, read } from './text.ts';

const BOARDS = ['jp5', 'jp6', 'jp7'];
const noBzip2 = !canRun('bzip2', '--version');
const scratch = mkdtempSync(join(tmpdir(), 'callmill-jetson-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const ended = (command: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return { status, output: stdout + stderr };
};

describe('the image of a board', () => {
  it.each(BOARDS)('%s says what it is made from', (board) => {
    const text = read(`docker/jetson/${board}.args`);
    expect(text).toMatch(/^BASE_IMAGE=\S+:\S+$/m);
    expect(text).toMatch(/^CUDA_ARCHITECTURES=[\d;]+$/m);
  });

  it('takes libraries of the version of the addon beside which they will lie', () => {
    const { version } = JSON.parse(read('node_modules/sherpa-onnx-node/package.json')) as { version: string };
    const named = BOARDS.flatMap((board) => [
      ...read(`docker/jetson/${board}.args`).matchAll(/sherpa-onnx-v([\d.]+)-linux/g),
    ]);
    expect(named.length).toBeGreaterThan(0);
    expect(named.map((match) => match[1])).toEqual(named.map(() => version));
  });

  it('runs as nobody in particular and ends with the proof', () => {
    const text = read('docker/Dockerfile.jetson');
    expect(text).toMatch(/^USER 10001:10001$/m);
    expect(text.indexOf('RUN callmill smoke --provider')).toBeGreaterThan(text.indexOf('USER 10001:10001'));
    expect(text).toMatch(/^ARG SMOKE=cuda$/m);
  });
});

describe.skipIf(noBzip2)('the archive of speech libraries (skipped without bzip2)', () => {
  function archive(name: string, libraries: readonly string[]): { path: string; sha256: string } {
    const inside = join(scratch, name, 'sherpa-onnx', 'lib');
    mkdirSync(inside, { recursive: true });
    for (const library of libraries) writeFileSync(join(inside, library), library);
    const path = join(scratch, `${name}.tar.bz2`);
    expect(ended('tar', '-cjf', path, '-C', join(scratch, name), 'sherpa-onnx').status).toBe(0);
    return { path, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
  }
  const unpack = (path: string, sha256: string, folder: string) =>
    ended(process.execPath, projectPath('docker/jetson/unpack-sherpa.mjs'), path, sha256, folder);
  const GPU = ['libsherpa-onnx-c-api.so', 'libonnxruntime.so', 'libonnxruntime_providers_cuda.so'];

  it('is unpacked when it is the one that was named: its libraries and nothing else', () => {
    const { path, sha256 } = archive('good', [...GPU, 'README.md']);
    const folder = join(scratch, 'out');
    expect(unpack(path, sha256, folder)).toEqual({ status: 0, output: '3 libraries\n' });
    expect(readdirSync(folder).toSorted()).toEqual(GPU.toSorted());
  });

  it('is refused without a checksum, and says which it has', () => {
    const { path, sha256 } = archive('unnamed', GPU);
    const { status, output } = unpack(path, '', join(scratch, 'none'));
    expect(status).toBe(1);
    expect(output).toContain(sha256);
  });

  it('is refused with another checksum, as a CPU build, and when there is none', () => {
    const { path } = archive('other', GPU);
    expect(unpack(path, 'a'.repeat(64), join(scratch, 'none')).output).toContain('SHERPA_SHA256 is aaaa');
    const cpu = archive('cpu', GPU.slice(0, 2));
    expect(unpack(cpu.path, cpu.sha256, join(scratch, 'cpu-out'))).toMatchObject({
      status: 1,
      output: expect.stringContaining('no libonnxruntime_providers_cuda.so'),
    });
    expect(unpack('', '', join(scratch, 'none')).output).toContain('no SHERPA_ARCHIVE');
  });
});

describe('callmill smoke', () => {
  const smoke = (provider: string) => {
    const launcher = projectPath('bin/callmill.js');
    const { status, stdout } = spawnSync(
      process.execPath,
      [launcher, 'smoke', '--provider', provider, '--json'],
      { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', HOME: scratch } },
    );
    return {
      status,
      results: JSON.parse(stdout) as {
        runtime: string;
        provider: string | null;
        error: { code: string } | null;
      }[],
    };
  };

  it('lets every runtime work on the CPU', () => {
    const { status, results } = smoke('cpu');
    expect(status).toBe(0);
    expect(results.map(({ provider }) => provider)).toEqual(Array(5).fill('cpu'));
  });

  it('fails when CUDA is demanded and is not there, for every runtime that could use it', () => {
    const { status, results } = smoke('cuda');
    expect(status).toBe(1);
    expect(results.map(({ runtime, error }) => [runtime, error?.code])).toEqual([
      ['voice-activity', undefined],
      ['speech', 'provider_unavailable'],
      ['diarization', 'provider_unavailable'],
      ['language-model', 'provider_unavailable'],
      ['entities', undefined],
    ]);
  });
});

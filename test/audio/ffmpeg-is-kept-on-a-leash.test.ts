import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runFfmpeg } from '../../src/audio/ffmpeg.ts';
import { makeWith, tones } from './fixtures/recordings.ts';
import { tempDir } from './fixtures/temp-dir.ts';

const sourceFolder = new URL('../../src/', import.meta.url);

/** Command lines of running processes that mention a path. */
function processesOn(path: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    })
    .filter((line) => line.startsWith('ffmpeg') && line.includes(path));
}

/** Runs a script in a Node of its own, with only `path` as PATH. */
function inOtherNode(script: string, path: string): { status: number | null; output: string } {
  const args = ['--input-type=module-typescript', '-e', script];
  const result = spawnSync(process.execPath, args, { env: { PATH: path }, encoding: 'utf8' });
  return { status: result.status, output: result.stdout + result.stderr };
}

describe('ffmpeg', () => {
  it('is imported in one file only', () => {
    const args = ['-rl', '--include=*.ts', "from 'fluent-ffmpeg'", sourceFolder.pathname];
    const files = execFileSync('grep', args, { encoding: 'utf8' }).trim().split('\n');
    expect(files.map((file) => file.slice(sourceFolder.pathname.length))).toEqual(['audio/ffmpeg.ts']);
  });

  it('is killed by the signal, and is gone when the promise settles', async () => {
    const path = makeWith(...tones(1, 1, 8000), join(await tempDir(), 'a.wav'));
    const abort = new AbortController();
    const reason = new Error('stop');
    // Never takes a second chunk: ffmpeg would wait for ever.
    const stuck = new Writable({ emitClose: false, highWaterMark: 1, write: () => abort.abort(reason) });
    const run = runFfmpeg({
      input: path,
      inputOptions: ['-stream_loop', '-1'],
      output: stuck,
      outputOptions: ['-f', 's16le'],
      timeLimitMs: 60_000,
      signal: abort.signal,
    });
    await expect(run).rejects.toBe(reason);
    expect(processesOn(path)).toEqual([]);
  });

  it('is killed at its time limit: deadline_exceeded', async () => {
    const path = makeWith(...tones(1, 1, 8000), join(await tempDir(), 'a.wav'));
    const run = runFfmpeg({
      input: path,
      inputOptions: ['-re', '-stream_loop', '-1'],
      output: '/dev/null',
      outputOptions: ['-f', 's16le'],
      timeLimitMs: 400,
    });
    await expect(run).rejects.toMatchObject({ code: 'deadline_exceeded', stage: 'decode' });
    expect(processesOn(path)).toEqual([]);
  });

  it('fetches nothing, even when a playlist is forced on it', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const folder = await tempDir();
    const list = join(folder, 'list');
    writeFileSync(list, `ffconcat version 1.0\nfile 'http://127.0.0.1:${port}/a.wav'\n`);
    const outcome = await runFfmpeg({
      input: list,
      inputOptions: ['-f', 'concat', '-safe', '0'],
      output: join(folder, 'out.wav'),
      outputOptions: [],
      timeLimitMs: 10_000,
    });
    expect(outcome.clean).toBe(false);
    expect(outcome.log).toContain('not on whitelist');
    expect(connections).toBe(0);
  });

  it('opens files and pipes only: a data address, which ffmpeg allows by itself, is refused', async () => {
    const folder = await tempDir();
    const sound = readFileSync(makeWith(...tones(1, 0.1, 8000), join(folder, 'a.wav'))).toString('base64');
    const list = join(folder, 'list');
    writeFileSync(list, `ffconcat version 1.0\nfile 'data:audio/wav;base64,${sound}'\n`);
    const outcome = await runFfmpeg({
      input: list,
      inputOptions: ['-f', 'concat', '-safe', '0'],
      output: join(folder, 'out.wav'),
      outputOptions: [],
      timeLimitMs: 10_000,
    });
    expect(outcome.clean).toBe(false);
    expect(outcome.log).toContain('not on whitelist');
  });

  it('that is not installed is ffmpeg_missing, for ffprobe too', async () => {
    const module = pathToFileURL(join(sourceFolder.pathname, 'audio/ffmpeg.ts')).href;
    const script = `
      import { runFfmpeg, runFfprobe } from '${module}';
      const run = { input: '/dev/null', inputOptions: [], output: '/dev/null', outputOptions: ['-f', 's16le'], timeLimitMs: 1e4 };
      const codes = [];
      for (const attempt of [() => runFfmpeg(run), () => runFfprobe('/dev/null', ['wav'])]) {
        await attempt().catch((error) => codes.push(error.code));
      }
      console.log(codes.join(' '));`;
    const { output } = inOtherNode(script, '/nonexistent');
    expect(output.trim()).toBe('ffmpeg_missing ffmpeg_missing');
  });

  it('that disappears while the worker runs is an error, not the end of the process', async () => {
    const folder = await tempDir();
    const module = pathToFileURL(join(sourceFolder.pathname, 'audio/ffmpeg.ts')).href;
    const script = `
      import { symlinkSync, unlinkSync } from 'node:fs';
      import { runFfmpeg } from '${module}';
      const run = { input: '/dev/null', inputOptions: ['-f', 's16le'], output: '/dev/null', outputOptions: ['-f', 's16le'], timeLimitMs: 1e4 };
      symlinkSync('/usr/bin/ffmpeg', '${folder}/ffmpeg');
      const first = await runFfmpeg(run);
      unlinkSync('${folder}/ffmpeg');
      await runFfmpeg(run).catch((error) => console.log(typeof first.clean, error.code));`;
    const { status, output } = inOtherNode(script, folder);
    expect(output.trim()).toBe('boolean ffmpeg_missing');
    expect(status).toBe(0);
  });
});

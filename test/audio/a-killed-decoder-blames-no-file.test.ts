import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFfmpeg } from '../../src/audio/ffmpeg.ts';

/** The ffmpeg that reads our file; fluent-ffmpeg runs others first, to ask what this build can do. */
function childPid(): number | undefined {
  try {
    return Number(
      execFileSync('pgrep', ['-P', String(process.pid), '-f', 'call.wav'], { encoding: 'utf8' })
        .trim()
        .split('\n')[0],
    );
  } catch {
    return undefined;
  }
}

describe('an ffmpeg that somebody else ends', () => {
  const directory = mkdtempSync(join(tmpdir(), 'callmill-killed-'));
  const file = join(directory, 'call.wav');
  beforeAll(() => execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=d=30', file]));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it.each(['SIGKILL', 'SIGINT'] as const)(
    'by %s is decoder_killed, retryable: the file is not to blame',
    async (signal) => {
      const output = new PassThrough({ emitClose: false, highWaterMark: 1024 });
      const run = runFfmpeg({
        input: file,
        // At the speed of speech, so that it is still there to be killed.
        inputOptions: ['-re'],
        output,
        outputOptions: ['-f', 's16le'],
        timeLimitMs: 20_000,
      });
      const outcome = expect(run).rejects.toMatchObject({ code: 'decoder_killed', retry: 'retryable' });
      output.resume();
      await expect.poll(childPid).toBeDefined();
      process.kill(childPid() ?? 0, signal);
      await outcome;
    },
  );
});

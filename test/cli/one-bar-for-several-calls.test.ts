import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { CliContext } from '../../src/cli/context.ts';
import { WorkerProgress } from '../../src/cli/progress.ts';
import type { JobLabel, JobReport } from '../../src/worker/events.ts';

const job = (recordingId: number): JobLabel => ({ recordingId, correlationId: 'c', attempt: 1 });
const done = (recordingId: number): JobReport => ({
  ...job(recordingId),
  outcome: 'completed',
  error: null,
  stageMs: {},
  elapsedMs: 1000,
  waitedMs: 0,
  audioMs: null,
  fallbackReason: null,
  confidence: null,
});

function watched(isTTY: boolean) {
  const err = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  const context: CliContext = {
    config: () => {
      throw new Error('not needed');
    },
    out: new PassThrough(),
    err,
    signal: new AbortController().signal,
  };
  return { progress: new WorkerProgress(context), written: () => String(err.read() ?? '') };
}

describe('a worker that somebody watches', () => {
  it('draws one bar, of the recording that was begun first', () => {
    const { progress, written } = watched(true);
    progress.onProgress(job(1), 'transcribe', 30);
    progress.onProgress(job(2), 'fetch', 3);
    expect(written()).not.toContain('recording 2');
    progress.onJobDone(done(1));
    expect(written()).toContain('recording 1 completed in 1.0 s\n');
    progress.onProgress(job(2), 'decode', 7);
    expect(written()).toContain('recording 2');
  });

  it('names the recording of each stage where nothing can be redrawn', () => {
    const { progress, written } = watched(false);
    progress.onProgress(job(1), 'transcribe', 30);
    progress.onProgress(job(2), 'fetch', 3);
    progress.onStageDone(job(2), 'fetch', 20);
    progress.onStageDone(job(1), 'transcribe', 3000);
    expect(written()).toBe('recording 2  fetch 20 ms\nrecording 1  transcribe 3.0 s\n');
  });
});

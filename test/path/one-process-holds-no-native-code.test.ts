import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PathStage, tone } from './stage.ts';

describe('the main process of a worker at work', () => {
  let stage: PathStage;
  beforeAll(async () => {
    stage = await PathStage.open();
    const file = join(stage.directory, 'tone.wav');
    tone(file, 30);
    stage.put(file, 'call.wav');
    await stage.insert({ apex_id: 'call', storage_key: 'call.wav' });
  });
  afterAll(() => stage.close());

  it('maps no model runtime into its memory and stays under 200 MB', async () => {
    const worker = stage.start(['worker'], PathStage.GENERATED);
    await worker.logged('Recording completed');
    const maps = readFileSync(`/proc/${worker.child.pid}/maps`, 'utf8');
    expect(maps).toContain('node');
    expect(maps).not.toMatch(/onnxruntime|sherpa|llama|ggml/);
    const peakMb =
      Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${worker.child.pid}/status`, 'utf8'))?.[1]) / 1024;
    console.log(`peak resident memory of the main process: ${peakMb.toFixed(0)} MB`);
    expect(peakMb).toBeLessThan(200);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
  }, 60_000);
});

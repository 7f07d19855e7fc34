import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PathStage } from '../path/stage.ts';

describe('an idle worker', () => {
  let stage: PathStage;
  beforeAll(async () => {
    stage = await PathStage.open();
  });
  afterAll(() => stage.close());

  it('stops when told to, in the middle of a wait of up to ten minutes', async () => {
    const worker = stage.start(['worker'], { ...PathStage.GENERATED, POLL_INTERVAL: '600' });
    await worker.logged('"state":"running"');
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
  }, 30_000);
});

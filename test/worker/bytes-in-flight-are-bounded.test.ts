import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StagedWorker } from './staged-worker.ts';

describe('the audio of calls in flight', () => {
  let staged: StagedWorker;
  beforeEach(async () => {
    staged = await StagedWorker.open();
    for (const number of [1, 2]) await staged.insert(number);
  });
  afterEach(() => staged.close());

  it('holds the next claim back while there is no room, and is gone once a call is heard', async () => {
    const { timeline, engines } = staged;
    engines.hold('analyse 1');
    engines.hold('transcribe 2');
    const ended = staged.run('until-idle', { settings: { bytesInFlight: 1 } });
    await timeline.until('analyse 1', 'transcribe 2');
    expect(timeline.at('claimed 2')).toBeGreaterThan(timeline.at('redact done 1'));
    const scratch = join(staged.directory, 'scratch');
    expect(readdirSync(scratch), 'only call 2 has files').toHaveLength(1);
    engines.release('analyse 1');
    engines.release('transcribe 2');
    await ended;
    expect(readdirSync(scratch)).toEqual([]);
  });

  it('of a call larger than all the room there is does not keep it from being done', async () => {
    await staged.run('until-idle', { settings: { bytesInFlight: 1 } });
    expect(staged.timeline.of('completed')).toEqual(['completed 1', 'completed 2']);
  });
});

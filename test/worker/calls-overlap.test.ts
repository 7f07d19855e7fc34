import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StagedWorker } from './staged-worker.ts';

describe('a worker with several calls in hand', () => {
  let staged: StagedWorker;
  beforeEach(async () => {
    staged = await StagedWorker.open();
  });
  afterEach(() => staged.close());

  it('fetches and decodes the next call while one is transcribed, and leaves the one after it in the queue', async () => {
    const { timeline, engines } = staged;
    for (const number of [1, 2, 3]) await staged.insert(number);
    engines.hold('transcribe 1');
    const ended = staged.run('until-idle');
    await timeline.until('transcribe 1', 'decode done 2');
    expect(await staged.row(3)).toMatchObject({ processing_status: 'pending', attempts: 0 });
    expect(timeline.entries).not.toContain('transcribe 2');
    engines.release('transcribe 1');
    await ended;
    expect(timeline.at('claimed 3')).toBeGreaterThan(timeline.at('transcribe done 1'));
    expect(timeline.of('transcribe ').filter((entry) => !entry.includes('done'))).toHaveLength(3);
  });

  it('analyses one while the next is transcribed, where they have devices of their own', async () => {
    const { timeline, engines } = staged;
    for (const number of [1, 2]) await staged.insert(number);
    engines.hold('analyse 1');
    engines.hold('transcribe 2');
    const ended = staged.run('until-idle');
    await timeline.until('analyse 1', 'transcribe 2');
    engines.release('analyse 1');
    engines.release('transcribe 2');
    await ended;
  });

  it('does not where both use one GPU: the older call goes first', async () => {
    const { timeline, engines } = staged;
    for (const number of [1, 2]) await staged.insert(number);
    const providers = { transcribe: 'cuda', diarize: 'cpu', analyse: 'cuda' } as const;
    engines.hold('transcribe 1');
    const ended = staged.run('until-idle', { providers });
    await timeline.until('transcribe 1', 'stands for transcribe 2');
    engines.hold('transcribe 2');
    engines.release('transcribe 1');
    // Call 2 waited for the GPU before call 1 needed it again, so it is served meanwhile; then the older comes first.
    await timeline.until('transcribe 2', 'stands for analyse 1');
    expect(timeline.entries).not.toContain('analyse 1');
    engines.release('transcribe 2');
    await ended;
    expect(timeline.of('analyse ').filter((entry) => !entry.includes('done'))).toEqual([
      'analyse 1',
      'analyse 2',
    ]);
  });

  it('does one call after the other when told to', async () => {
    const { timeline } = staged;
    for (const number of [1, 2, 3]) await staged.insert(number);
    await staged.run('until-idle', { settings: { callsInFlight: 1 } });
    expect(timeline.of('claimed', 'completed')).toEqual([
      'claimed 1',
      'completed 1',
      'claimed 2',
      'completed 2',
      'claimed 3',
      'completed 3',
    ]);
  });

  it('takes one call only with --once', async () => {
    for (const number of [1, 2]) await staged.insert(number);
    await staged.run('once');
    expect(await staged.row(1)).toMatchObject({ processing_status: 'completed' });
    expect(await staged.row(2)).toMatchObject({ processing_status: 'pending' });
  });
});

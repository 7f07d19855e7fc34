import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StagedWorker } from './staged-worker.ts';

describe('models that do not fit into memory together', () => {
  let staged: StagedWorker;
  beforeEach(async () => {
    staged = await StagedWorker.open();
  });
  afterEach(() => staged.close());

  it('take turns once for every K calls, whose leases live on', async () => {
    const { timeline } = staged;
    for (const number of [1, 2, 3, 4, 5, 6]) await staged.insert(number);
    await staged.run('until-idle', { residency: { kind: 'phases', callsPerPhase: 3 } });
    const work = timeline
      .of('transcribe', 'diarize', 'analyse', 'unload', 'load')
      .filter((entry) => !entry.includes('done'));
    const turn = (...numbers: number[]) => [
      ...numbers.flatMap((number) => [`diarize ${number}`, `transcribe ${number}`]).toSorted(),
      'unload speech',
      'load language',
      ...numbers.map((number) => `analyse ${number}`),
    ];
    const sorted = (entries: string[]) => {
      const end = entries.indexOf('unload speech');
      return [...entries.slice(0, end).toSorted(), ...entries.slice(end)];
    };
    const second = work.indexOf('unload language');
    expect(sorted(work.slice(0, second))).toEqual(turn(1, 2, 3));
    expect(work.slice(second, second + 2)).toEqual(['unload language', 'load speech']);
    expect(sorted(work.slice(second + 2))).toEqual(turn(4, 5, 6));
    expect(timeline.of('completed')).toHaveLength(6);
    for (const number of [1, 6]) expect(await staged.row(number)).toMatchObject({ attempts: 1, stalls: 0 });
  });

  it('do not change while the last call of the phase is still being decoded', async () => {
    const { timeline } = staged;
    for (const number of [1, 8]) await staged.insert(number);
    await staged.run('until-idle', { residency: { kind: 'phases', callsPerPhase: 2 } });
    expect(timeline.of('load')).toEqual(['load language']);
  });

  it('change for a single call too', async () => {
    await staged.insert(1);
    await staged.run('until-idle', { residency: { kind: 'phases', callsPerPhase: 12 } });
    expect(timeline(staged)).toEqual([
      'transcribe 1',
      'diarize 1',
      'unload speech',
      'load language',
      'analyse 1',
    ]);
  });
});

function timeline(staged: StagedWorker): string[] {
  return staged.timeline
    .of('transcribe', 'diarize', 'analyse', 'unload', 'load')
    .filter((entry) => !entry.includes('done'));
}

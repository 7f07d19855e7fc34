import { describe, expect, it, onTestFinished } from 'vitest';
import { Devices, type DevicesOptions } from '../../src/devices/devices.ts';
import type { EngineGroup } from '../../src/devices/group.ts';
import { BOARD, CPU_ONLY, ONE_GPU } from './a-scene.ts';

const patient = new AbortController().signal;

function devices(options: Partial<DevicesOptions> = {}) {
  const changes: string[] = [];
  const say = (what: string) => async (group: EngineGroup) => {
    changes.push(`${what} ${group}`);
  };
  const it = new Devices({
    providers: () => BOARD,
    capacity: { cpu: 2 },
    residency: { kind: 'together' },
    groups: { load: say('load'), unload: say('unload') },
    ...options,
  });
  onTestFinished(() => it.close());
  return { devices: it, changes };
}

describe('a call before a device', () => {
  it('that is aborted leaves with the reason, and holds nobody up', async () => {
    const { devices: it } = devices();
    const leave = await it.enter(1, 'transcribe', patient);
    const gone = new AbortController();
    const second = it.enter(2, 'transcribe', gone.signal);
    const third = it.enter(3, 'transcribe', patient);
    gone.abort(new Error('cancelled'));
    await expect(second).rejects.toThrow('cancelled');
    leave();
    (await third)();
  });

  it('that is aborted already never stands in line', async () => {
    const { devices: it } = devices();
    await expect(it.enter(1, 'transcribe', AbortSignal.abort(new Error('stopped')))).rejects.toThrow(
      'stopped',
    );
    (await it.enter(2, 'transcribe', patient))();
  });
});

describe('speech of the next call', () => {
  it.each([
    ['a GPU', ONE_GPU],
    ['a CPU', CPU_ONLY],
  ])('is found while this call is heard on %s', async (_name, providers) => {
    const { devices: it } = devices({ providers: () => providers });
    const heard = await it.enter(1, 'transcribe', patient);
    const found = await it.enter(2, 'detect', patient);
    found();
    heard();
  });

  it('takes a lane of the CPU: with one lane it waits', async () => {
    const { devices: it } = devices({ providers: () => CPU_ONLY, capacity: { cpu: 1 } });
    const heard = await it.enter(1, 'transcribe', patient);
    let found = false;
    const finding = it.enter(2, 'detect', patient).then((leave) => {
      found = true;
      leave();
    });
    expect(found).toBe(false);
    heard();
    await finding;
    expect(found).toBe(true);
  });
});

describe('devices in phases', () => {
  const residency = { kind: 'phases', callsPerPhase: 4 } as const;

  it('end one group before they begin the other', async () => {
    const { devices: it, changes } = devices({ residency });
    (await it.enter(1, 'analyse', patient))();
    expect(changes).toEqual(['unload speech', 'load language']);
  });

  it('wait for a call that is before the decoder', async () => {
    const { devices: it, changes } = devices({ residency });
    it.expect(2, 'speech');
    const decoded = await it.enter(2, 'decode', patient);
    const analysis = it.enter(1, 'analyse', patient);
    decoded();
    const heard = await it.enter(2, 'transcribe', patient);
    expect(changes).toEqual([]);
    it.expect(2, 'language');
    heard();
    (await analysis)();
    expect(changes).toEqual(['unload speech', 'load language']);
  });

  it('do not wait for ever for a call that does not come', async () => {
    const { devices: it, changes } = devices({ residency, patienceMs: 5 });
    it.expect(2, 'speech');
    (await it.enter(1, 'analyse', patient))();
    expect(changes).toEqual(['unload speech', 'load language']);
  });

  it('let the stage meet the error of a model that cannot be loaded', async () => {
    const { devices: it } = devices({
      residency,
      groups: { unload: async () => undefined, load: () => Promise.reject(new Error('no such file')) },
    });
    (await it.enter(1, 'analyse', patient))();
  });
});

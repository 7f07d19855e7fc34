import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { type DeviceStage, type EngineGroup, GROUP_OF } from '../../src/devices/group.ts';
import { needsOf, type Providers } from '../../src/devices/needs.ts';
import { type Move, nextMove, type Scene, type Waiting } from '../../src/devices/schedule.ts';

const { runs, seed } = inject('effort');

const STAGES: readonly DeviceStage[] = ['decode', 'transcribe', 'diarize', 'analyse'];
const provider = fc.constantFrom('cpu' as const, 'cuda' as const);
const providers: fc.Arbitrary<Providers> = fc.record({
  transcribe: provider,
  diarize: provider,
  analyse: provider,
});
/** A call: its device stages in order, any of which it may not need. */
const route = fc.subarray([...STAGES], { minLength: 1 });

interface Run {
  readonly ticket: number;
  readonly left: DeviceStage[];
  state: 'moving' | 'waiting' | 'holding';
}

/**
 * Lets calls go their ways under the arbiter's decisions, in an order that the generator chooses, and checks each
 * decision against what it may never do.
 */
class Machine {
  readonly #runs: Run[];
  readonly #queue: Run[];
  readonly #providers: Providers;
  readonly #lanes: number;
  readonly #quota: number | null;
  #resident: EngineGroup = 'speech';
  #served = new Set<number>();
  switches = 0;
  readonly grants: string[] = [];

  constructor(
    routes: readonly DeviceStage[][],
    inFlight: number,
    quota: number | null,
    lanes: number,
    on: Providers,
  ) {
    const all = routes.map((left, ticket): Run => ({ ticket, left: [...left], state: 'moving' }));
    this.#runs = all.slice(0, inFlight);
    this.#queue = all.slice(inFlight);
    this.#providers = on;
    this.#lanes = lanes;
    this.#quota = quota;
  }

  get done(): boolean {
    return this.#runs.length === 0;
  }

  /** One thing happens, chosen by `choice`; when nothing can happen any more, patience ends. */
  step(choice: number): void {
    const able = this.#runs.filter((run) => run.state !== 'waiting');
    const run = able[choice % Math.max(1, able.length)];
    if (run?.state === 'moving') run.state = 'waiting';
    else if (run !== undefined) this.#finishStage(run);
    const before = this.grants.length + this.switches;
    this.#settle(false);
    if (run !== undefined || this.grants.length + this.switches > before) return;
    this.#settle(true);
    expect(this.grants.length + this.switches, 'all wait and nobody is let in').toBeGreaterThan(before);
  }

  #finishStage(run: Run): void {
    run.left.shift();
    run.state = 'moving';
    if (run.left.length > 0) return;
    this.#runs.splice(this.#runs.indexOf(run), 1);
    const next = this.#queue.shift();
    if (next !== undefined) this.#runs.push(next);
  }

  #settle(impatient: boolean): void {
    for (;;) {
      const scene = this.#scene(impatient);
      const move = nextMove(scene);
      if (move === null) return;
      this.#check(move, scene);
      if (move.kind === 'switch') {
        this.#resident = move.to;
        this.#served = new Set();
        this.switches += 1;
      } else {
        const run = this.#runs.find((one) => one.ticket === move.waiting.ticket);
        if (run !== undefined) run.state = 'holding';
        if (move.waiting.group !== null) this.#served.add(move.waiting.ticket);
        this.grants.push(`${move.waiting.ticket}`);
      }
    }
  }

  #check(move: Move, { held, waiting, phase }: Scene): void {
    const engines = held.filter((one) => one.group !== null);
    if (move.kind === 'switch') {
      expect(engines, 'a switch under somebody’s work').toEqual([]);
      expect(
        waiting.some((one) => one.group === move.to),
        'a switch that nobody waits for',
      ).toBe(true);
      expect(move.to).not.toBe(phase?.resident);
      return;
    }
    const { needs, group } = move.waiting;
    if (phase !== null && group !== null)
      expect(group, 'engines that are not in memory').toBe(phase.resident);
    for (const need of needs) {
      const holders = held.filter((one) => one.needs.includes(need)).length;
      expect(holders, `${need} is in use`).toBeLessThan(need === 'cpu' ? this.#lanes : 1);
    }
  }

  #scene(impatient: boolean): Scene {
    const line = ({ ticket, left: [stage = 'decode'] }: Run): Waiting => ({
      ticket,
      group: GROUP_OF[stage],
      needs: needsOf(stage, this.#providers),
    });
    // On their way: on the move or before the decoder, and the next engine they need is in memory.
    const coming = this.#runs.filter(({ state, left }) => {
      const [stage = 'decode'] = left;
      const engine = left.map((one) => GROUP_OF[one]).find((group) => group !== null);
      return (state === 'moving' || GROUP_OF[stage] === null) && engine === this.#resident;
    });
    const quota = this.#quota;
    return {
      waiting: this.#runs.filter((run) => run.state === 'waiting').map(line),
      held: this.#runs.filter((run) => run.state === 'holding').map(line),
      capacity: { cpu: this.#lanes },
      phase:
        quota === null
          ? null
          : {
              resident: this.#resident,
              served: this.#served,
              quota,
              coming: coming.map((run) => run.ticket),
              claiming: false,
              impatient,
            },
    };
  }
}

describe(`whatever the calls, the devices and the order in which things happen (seed ${seed})`, () => {
  it('no device is used twice, no engine that is not in memory; every switch is wanted and every call finishes', () => {
    fc.assert(
      fc.property(
        fc.array(route, { minLength: 1, maxLength: 14 }),
        fc.integer({ min: 1, max: 8 }),
        fc.option(fc.integer({ min: 1, max: 6 })),
        fc.integer({ min: 1, max: 3 }),
        providers,
        fc.infiniteStream(fc.nat(1000)),
        (routes, inFlight, quota, lanes, on, choices) => {
          const machine = new Machine(routes, inFlight, quota, lanes, on);
          const most = routes.flat().length * 4 + 10;
          let steps = 0;
          while (!machine.done && steps < most) {
            machine.step(choices.next().value ?? 0);
            steps += 1;
          }
          expect(machine.done, `not done after ${steps} steps`).toBe(true);
          if (quota === null) expect(machine.switches).toBe(0);
        },
      ),
      { numRuns: runs * 25, seed },
    );
  });

  it('phases of K calls need no more switches than K calls justify when all calls go the same way', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 8 }),
        fc.infiniteStream(fc.nat(1000)),
        (calls, quota, choices) => {
          const routes = Array.from({ length: calls }, (): DeviceStage[] => [
            'decode',
            'transcribe',
            'analyse',
          ]);
          const machine = new Machine(routes, quota, quota, 2, {
            transcribe: 'cuda',
            diarize: 'cpu',
            analyse: 'cuda',
          });
          while (!machine.done) machine.step(choices.next().value ?? 0);
          expect(machine.switches).toBeLessThanOrEqual(2 * Math.ceil(calls / quota) + 1);
        },
      ),
      { numRuns: runs * 10, seed },
    );
  });
});

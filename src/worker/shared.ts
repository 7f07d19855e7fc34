import type { Devices } from '../devices/devices.ts';
import type { DeviceStage, EngineGroup } from '../devices/group.ts';
import type { AudioRoom } from '../pipeline/pipeline-run.ts';
import type { StageName } from '../pipeline/result.ts';
import { removeScratch } from '../pipeline/scratch.ts';
import type { StageClock } from '../pipeline/stage-clock.ts';
import type { Deadline } from './deadline.ts';
import type { Seat } from './flight.ts';

/** The engines that a call in this stage will need next; after `analyse` none. */
const NEXT_GROUP: Readonly<Record<StageName, EngineGroup | null>> = {
  fetch: 'speech',
  decode: 'speech',
  transcribe: 'speech',
  diarize: 'speech',
  // What was muted is listened to once more.
  redact: 'speech',
  analyse: 'language',
  publish: null,
};

/**
 * What one job shares with the others in flight: devices and room for audio. While it waits for them its deadline and
 * the time of its stage stand still.
 */
export class Shared {
  readonly #seat: Seat;
  readonly #devices: Devices;
  readonly #clock: StageClock;
  readonly #deadline: Deadline;
  readonly #signal: AbortSignal;

  constructor(seat: Seat, devices: Devices, clock: StageClock, deadline: Deadline, signal: AbortSignal) {
    this.#seat = seat;
    this.#devices = devices;
    this.#clock = clock;
    this.#deadline = deadline;
    this.#signal = signal;
  }

  /** Waits until the job may begin. @param alone nobody else is to be in flight meanwhile */
  async begin(alone: boolean): Promise<void> {
    // Whoever waits for the others to end is not on its way: they need not wait for it.
    if (alone) this.#devices.expect(this.#seat.ticket, null);
    await this.#wait(() => this.#seat.begin(alone, this.#signal));
  }

  /** A stage has begun. */
  reached(step: StageName): void {
    this.#seat.reached(step);
    this.#devices.expect(this.#seat.ticket, NEXT_GROUP[step]);
  }

  readonly onDevice = async <T>(stage: DeviceStage, work: () => Promise<T>): Promise<T> => {
    if (stage === 'transcribe') this.#seat.move('ready');
    const leave = await this.#wait(() => this.#devices.enter(this.#seat.ticket, stage, this.#signal));
    if (stage === 'transcribe') this.#seat.move('past');
    try {
      return await work();
    } finally {
      leave();
    }
  };

  /** @param scratch the directory that holds the call's audio and nothing else */
  room(scratch: string): AudioRoom {
    return {
      reserve: (bytes) => this.#wait(() => this.#seat.reserve(bytes, this.#signal)),
      correct: (bytes) => this.#seat.correct(bytes),
      free: async () => {
        await removeScratch(scratch);
        this.#seat.free();
      },
    };
  }

  async #wait<T>(turn: () => Promise<T>): Promise<T> {
    return await this.#deadline.pauseFor(() => this.#clock.wait(turn));
  }
}

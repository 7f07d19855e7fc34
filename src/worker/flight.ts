import { EventEmitter, once } from 'node:events';
import type { StageName } from '../pipeline/result.ts';
import { admits, type CallInFlight, type FlightLimits, hasRoom, mayBegin, type Place } from './admission.ts';

/** Five minutes of two channels and their source: what a call is taken for before any was measured. */
const TYPICAL_BYTES = 42_000_000;
/** Weight of the newest call in the running mean. */
const NEWEST = 0.2;

/** The calls that one worker has in flight, and the room that their audio takes. */
export class Flight {
  readonly #limits: FlightLimits;
  readonly #changes = new EventEmitter<{ changed: []; ended: [] }>().setMaxListeners(0);
  #calls: readonly Seat[] = [];
  #lastTicket = 0;
  #typicalBytes = TYPICAL_BYTES;

  constructor(limits: FlightLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#calls.length;
  }

  /** As many calls as there may be. */
  get full(): boolean {
    return this.size >= this.#limits.calls;
  }

  /** The recording that was claimed first, null when there is none. */
  get oldest(): number | null {
    return this.#calls[0]?.recordingId ?? null;
  }

  /** Whether one more call may be claimed now. */
  get admits(): boolean {
    return admits(this.#calls, this.#limits, this.#typicalBytes);
  }

  /** Takes a claimed call in. */
  board(recordingId: number): Seat {
    this.#lastTicket += 1;
    const seat = new Seat(this.#lastTicket, recordingId, {
      typicalBytes: () => this.#typicalBytes,
      changed: () => this.#changes.emit('changed'),
      until: (may, signal) => this.#until(() => may(this.#calls, this.#limits), signal),
      measured: (bytes) => {
        this.#typicalBytes += (bytes - this.#typicalBytes) * NEWEST;
      },
      leave: (own) => {
        this.#calls = this.#calls.filter((other) => other !== own);
        this.#changes.emit('changed');
        this.#changes.emit('ended');
      },
    });
    this.#calls = [...this.#calls, seat];
    return seat;
  }

  /** Resolves when something has changed that {@link admits} depends on (`ended`: a call has), or when aborted. */
  async next(change: 'changed' | 'ended', signal: AbortSignal): Promise<void> {
    await once(this.#changes, change, { signal }).catch(() => undefined);
  }

  async #until(may: () => boolean, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      if (may()) return;
      await this.next('changed', signal);
    }
  }
}

/** What a seat asks of the flight it belongs to. */
interface SeatOwner {
  typicalBytes(): number;
  changed(): void;
  until(
    may: (flight: readonly CallInFlight[], limits: FlightLimits) => boolean,
    signal: AbortSignal,
  ): Promise<void>;
  measured(bytes: number): void;
  leave(seat: Seat): void;
}

/** One call's place among those in flight. */
export class Seat implements CallInFlight {
  /** Counts up in the order of claims. */
  readonly ticket: number;
  readonly recordingId: number;
  readonly #flight: SeatOwner;
  #place: Place = 'claimed';
  #bytes = 0;
  #alone = false;

  constructor(ticket: number, recordingId: number, flight: SeatOwner) {
    this.ticket = ticket;
    this.recordingId = recordingId;
    this.#flight = flight;
  }

  get place(): Place {
    return this.#place;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get alone(): boolean {
    return this.#alone;
  }

  /** Waits until the call may begin. @param alone nobody else is to be in flight meanwhile */
  async begin(alone: boolean, signal: AbortSignal): Promise<void> {
    this.#alone = alone;
    await this.#flight.until((flight) => mayBegin(flight, this), signal);
    this.move('ahead');
  }

  move(place: Place): void {
    if (place === this.#place || this.#place === 'past') return;
    this.#place = place;
    this.#flight.changed();
  }

  /** A stage has begun. */
  reached(step: StageName): void {
    if (step !== 'fetch' && step !== 'decode' && step !== 'transcribe') this.move('past');
  }

  /** Waits until the call's audio may grow to so many bytes; null for as many as calls usually have. */
  async reserve(estimate: number | null, signal: AbortSignal): Promise<void> {
    const bytes = estimate ?? this.#flight.typicalBytes();
    await this.#flight.until((flight, limits) => hasRoom(flight, this, bytes, limits), signal);
    this.#bytes = bytes;
  }

  /** Sets what the audio really takes. */
  correct(bytes: number): void {
    this.#bytes = bytes;
    this.#flight.measured(bytes);
    this.#flight.changed();
  }

  /** The audio is gone. */
  free(): void {
    this.#bytes = 0;
    this.#flight.changed();
  }

  end(): void {
    this.#flight.leave(this);
  }
}

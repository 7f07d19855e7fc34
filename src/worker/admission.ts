/** How many calls a worker may have in flight, and how many bytes of their audio on its disk. */
export interface FlightLimits {
  readonly calls: number;
  readonly bytes: number;
}

/**
 * Where a call is: `claimed` until its row is read, `ahead` while it is fetched and decoded, `ready` when it waits for
 * the speech device, `past` when it has it, had it or does not need it.
 */
export type Place = 'claimed' | 'ahead' | 'ready' | 'past';

/** A call in flight, in the order of claims. */
export interface CallInFlight {
  readonly place: Place;
  /** Of its audio: reserved, estimated or measured. */
  readonly bytes: number;
  /** It runs alone: it stalled before, and if it takes the worker down again it must take nobody with it. */
  readonly alone: boolean;
}

/**
 * Whether one more call may be claimed now. One call on its way to the speech device is enough to keep it busy as long
 * as calls are fetched faster than they are heard; a second would only wait here while another worker stands idle. And
 * none is claimed that the disk has no room for, nor before the last one's row is read: it may have to run alone.
 *
 * @param typicalBytes of a call, which is all that is known before one is claimed
 */
export function admits(flight: readonly CallInFlight[], limits: FlightLimits, typicalBytes: number): boolean {
  if (flight.length === 0) return true;
  if (flight.length >= limits.calls || flight.some((call) => call.alone)) return false;
  if (flight.some((call) => call.place !== 'past')) return false;
  return fits(bytesOf(flight), typicalBytes, limits);
}

/**
 * Whether a call may bring its audio to `bytes`. The oldest always may: it would wait for younger ones that wait for it.
 */
export function hasRoom(
  flight: readonly CallInFlight[],
  call: CallInFlight,
  bytes: number,
  limits: FlightLimits,
): boolean {
  if (flight[0] === call) return true;
  return fits(bytesOf(flight) - call.bytes, bytes, limits);
}

/** Whether a call may begin: one that runs alone waits until those before it have ended. */
export function mayBegin(flight: readonly CallInFlight[], call: CallInFlight): boolean {
  return !call.alone || flight[0] === call;
}

/** A call larger than all the room there is must be done as well: it has it alone. */
function fits(others: number, bytes: number, limits: FlightLimits): boolean {
  return others === 0 || others + bytes <= limits.bytes;
}

function bytesOf(flight: readonly CallInFlight[]): number {
  return flight.reduce((sum, call) => sum + call.bytes, 0);
}

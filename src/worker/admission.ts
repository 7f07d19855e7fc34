/** How many calls a worker may have in flight, and how many bytes of their audio on its disk. */
export interface FlightLimits {
  readonly calls: number;
  readonly bytes: number;
}

/**
 * Where a call is: `claimed` until its row is read, `ahead` while it is fetched and decoded, `ready` when it waits for
 * the speech device, `past` when it has had it or does not need it.
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

/** Claims that may be on their way to the speech device: one being worked on, one more so that a slow bucket starves nobody. */
const AHEAD = 2;

/**
 * Whether one more call may be claimed now. What is claimed too early only waits here while another worker stands idle:
 * so none while one waits ready, and none that the disk has no room for. Nor before the last one's row is read: it may
 * have to run alone.
 *
 * @param typicalBytes of a call, which is all that is known before one is claimed
 */
export function admits(flight: readonly CallInFlight[], limits: FlightLimits, typicalBytes: number): boolean {
  if (flight.length === 0) return true;
  if (flight.length >= limits.calls || flight.some((call) => call.alone)) return false;
  const waiting = flight.filter((call) => call.place !== 'past');
  if (waiting.length >= AHEAD || waiting.some((call) => call.place !== 'ahead')) return false;
  return bytesOf(flight) + typicalBytes <= limits.bytes;
}

/**
 * Whether a call may bring its audio to `bytes`. The oldest always may: it would wait for younger ones that wait for it,
 * and a call larger than all the room there is must be done as well.
 */
export function hasRoom(
  flight: readonly CallInFlight[],
  call: CallInFlight,
  bytes: number,
  limits: FlightLimits,
): boolean {
  if (flight[0] === call) return true;
  return bytesOf(flight) - call.bytes + bytes <= limits.bytes;
}

/** Whether a call may begin: one that runs alone waits until those before it have ended. */
export function mayBegin(flight: readonly CallInFlight[], call: CallInFlight): boolean {
  return !call.alone || flight[0] === call;
}

function bytesOf(flight: readonly CallInFlight[]): number {
  return flight.reduce((sum, call) => sum + call.bytes, 0);
}

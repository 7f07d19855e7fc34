import type { EngineGroup } from './group.ts';
import type { Capacity } from './needs.ts';

/** A call before a device. Tickets are numbered in the order of claims. */
export interface Waiting {
  readonly ticket: number;
  /** The engines it needs in memory; null when none. */
  readonly group: EngineGroup | null;
  readonly needs: readonly string[];
}

/** Engine groups that take turns in memory. */
export interface Phase {
  /** The group that is in memory. */
  readonly resident: EngineGroup;
  /** Tickets it has worked for in this phase. */
  readonly served: ReadonlySet<number>;
  /** Calls a phase is for: with so many served it ends, if the other group is waited for. */
  readonly quota: number;
  /** Tickets that will need the resident group soon: calls being fetched and decoded, or between two of its stages. */
  readonly coming: readonly number[];
  /** More calls are about to be claimed. */
  readonly claiming: boolean;
  /** Nothing has happened for as long as a switch takes: what is coming is waited for no longer. */
  readonly impatient: boolean;
}

/** Everything the next move depends on. */
export interface Scene {
  readonly waiting: readonly Waiting[];
  readonly held: readonly Waiting[];
  readonly capacity: Capacity;
  /** Null: all groups are in memory together. */
  readonly phase: Phase | null;
}

export type Move =
  | { readonly kind: 'grant'; readonly waiting: Waiting }
  | { readonly kind: 'switch'; readonly to: EngineGroup };

/**
 * Who goes next: the oldest call all of whose needs are free and whose engines are in memory. A younger call passes an
 * older one only where the older could not go anyway, so that nothing stands idle and nobody starves: whoever frees what
 * the older waits for frees it for the older.
 *
 * Groups change when the resident one has no work in hand, none waiting and none coming, or has done its quota; and
 * never without a call that waits for the other.
 *
 * @returns null when nothing can be done until the scene changes
 */
export function nextMove(scene: Scene): Move | null {
  const { waiting, held, capacity, phase } = scene;
  const taken = new Map<string, number>();
  for (const need of held.flatMap((holder) => holder.needs)) taken.set(need, (taken.get(need) ?? 0) + 1);
  const free = (need: string): boolean => (taken.get(need) ?? 0) < (capacity[need] ?? 1);

  const inOrder = waiting.toSorted((a, b) => a.ticket - b.ticket);
  const next = inOrder.find((one) => mayRun(one, scene) && one.needs.every(free));
  if (next !== undefined) return { kind: 'grant', waiting: next };
  if (phase === null || held.some((holder) => holder.group === phase.resident)) return null;
  if (inOrder.some((one) => one.group !== null && mayRun(one, scene))) return null;
  const other = inOrder.find((one) => waitsForOther(one, phase));
  if (other?.group == null || (moreComing(phase) && !phase.impatient)) return null;
  return { kind: 'switch', to: other.group };
}

function mayRun({ ticket, group }: Waiting, { phase, waiting }: Scene): boolean {
  if (phase === null || group === null) return true;
  if (group !== phase.resident) return false;
  const wanted = waiting.some((one) => waitsForOther(one, phase));
  return !wanted || !quotaDone(phase) || phase.served.has(ticket);
}

function waitsForOther({ group }: Waiting, { resident }: Phase): boolean {
  return group !== null && group !== resident;
}

function quotaDone({ served, quota }: Phase): boolean {
  return served.size >= quota;
}

function moreComing(phase: Phase): boolean {
  const { coming, claiming, served } = phase;
  if (quotaDone(phase)) return coming.some((ticket) => served.has(ticket));
  return claiming || coming.length > 0;
}

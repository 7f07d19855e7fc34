import type { DeviceStage, EngineGroup } from '../../src/devices/group.ts';
import { GROUP_OF } from '../../src/devices/group.ts';
import { needsOf, type Providers } from '../../src/devices/needs.ts';
import type { Scene, Waiting } from '../../src/devices/schedule.ts';

/** A board: speech on its CPU beside the language model on its GPU. */
export const BOARD: Providers = { transcribe: 'cpu', diarize: 'cpu', analyse: 'cuda' };
/** A larger model for speech: both on one GPU. */
export const ONE_GPU: Providers = { transcribe: 'cuda', diarize: 'cpu', analyse: 'cuda' };
export const CPU_ONLY: Providers = { transcribe: 'cpu', diarize: 'cpu', analyse: 'cpu' };

export function at(ticket: number, stage: DeviceStage, providers: Providers = BOARD): Waiting {
  return { ticket, group: GROUP_OF[stage], needs: needsOf(stage, providers) };
}

export function together(waiting: readonly Waiting[], held: readonly Waiting[] = []): Scene {
  return { waiting, held, capacity: { cpu: 2 }, phase: null };
}

/** Phases of two calls each. */
export function phase(
  resident: EngineGroup,
  {
    waiting = [],
    held = [],
    served = [],
    coming = [],
    claiming = false,
    impatient = false,
  }: {
    waiting?: readonly Waiting[];
    held?: readonly Waiting[];
    served?: readonly number[];
    coming?: readonly number[];
    claiming?: boolean;
    impatient?: boolean;
  },
): Scene {
  const turn = { resident, served: new Set(served), quota: 2, coming, claiming, impatient };
  return { waiting, held, capacity: { cpu: 2 }, phase: turn };
}

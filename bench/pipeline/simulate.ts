import { Devices } from '../../src/devices/devices.ts';
import { type Board, residencyOf, speedsOf } from './boards.ts';
import { SimulatedEngines } from './simulated-engines.ts';
import type { Stand } from './stand.ts';

export interface Simulation {
  readonly board: Board;
  /** How the calls were done: `one at a time`, `3 in flight`, `phases of 12`. */
  readonly way: string;
  readonly calls: number;
  /** Board seconds for each call. */
  readonly secondsPerCall: number;
  /** Times a model was loaded after the start. */
  readonly loads: number;
}

export interface SimulationOptions {
  /** Of real time to the board's, e.g. 0.05. */
  readonly scale: number;
  /** Five minutes of call at this scale. */
  readonly audio: string;
  readonly calls: number;
}

/** Patience of phases on a board, in seconds; see src/devices/devices.ts. */
const PATIENCE_SECONDS = 30;

/** One board, several ways to do the same calls. */
export async function simulate(
  stand: Stand,
  board: Board,
  options: SimulationOptions,
): Promise<Simulation[]> {
  const ways =
    residencyOf(board, 1).kind === 'together'
      ? [
          { way: 'one at a time', inFlight: 1, phase: 1 },
          { way: '2 in flight', inFlight: 2, phase: 1 },
          { way: '3 in flight', inFlight: 3, phase: 1 },
          { way: '4 in flight', inFlight: 4, phase: 1 },
        ]
      : [1, 4, 12].map((phase) => ({
          way: phase === 1 ? 'one at a time' : `phases of ${phase}`,
          inFlight: 1,
          phase,
        }));
  const results: Simulation[] = [];
  for (const { way, inFlight, phase } of ways) {
    results.push({ board, way, ...(await runOnce(stand, board, options, inFlight, phase)) });
  }
  return results;
}

async function runOnce(
  stand: Stand,
  board: Board,
  { scale, audio, calls }: SimulationOptions,
  callsInFlight: number,
  callsPerPhase: number,
): Promise<Omit<Simulation, 'board' | 'way'>> {
  const residency = residencyOf(board, callsPerPhase);
  const groups = new SimulatedEngines(
    speedsOf(board),
    scale,
    residency.kind === 'together' ? ['speech', 'language'] : ['speech'],
  );
  const devices = new Devices({
    providers: () => board.providers,
    capacity: { cpu: 2 },
    residency,
    groups,
    patienceMs: PATIENCE_SECONDS * scale * 1000,
  });
  const tools = {
    engines: async () => groups.engines,
    transcriptModels: async () => ({
      speechSha256: '0'.repeat(64),
      speechPrint: '0'.repeat(64),
      helperPrints: [],
      entitiesPrint: null,
    }),
  };
  try {
    const { wallMs } = await stand.run({ audio, calls, callsInFlight, devices, tools });
    return { calls, secondsPerCall: wallMs / 1000 / scale / calls, loads: groups.loads };
  } finally {
    devices.close();
  }
}

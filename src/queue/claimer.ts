import { jitter, monotonicMs, sleep } from '../clock/clock.ts';
import type { Database } from '../database/connect.ts';
import { Chooser } from './choose.ts';
import type { Claim } from './claim.ts';
import { claimCapped } from './claim-capped.ts';
import { claimHinted, type Hinted } from './claim-hinted.ts';
import { type Lanes, readLanes } from './lanes.ts';
import { type Candidate, takeTurn, turnOrder } from './turns.ts';

/** How long one look at the lanes is believed. New caps and tenants count for every worker after this. */
const LOOK_LASTS_MS = 1000;
/** Looks before a worker that always comes second serves out of turn rather than not at all. */
const ROUNDS = 5;
/** Longest wait between two of them: about what another worker's claim takes. */
const ROUND_MS = 10;

/**
 * Claims fairly: bands first, turns between the tenants of a band, caps never exceeded, delayed rows never walked past.
 *
 * Where there is nothing to decide (one tenant, no cap anywhere, no row that waits for its time) it is {@link claimHinted}
 * and no more: the look that says so serves for a second. An empty queue costs that look alone, which locks nothing.
 */
export class Claimer {
  readonly #database: Database;
  readonly #by: Hinted;
  #plainUntilMs = 0;

  constructor(database: Database, worker: string, leaseSeconds: number) {
    this.#database = database;
    const { kysely: connection, hints } = database;
    this.#by = { connection, hints, chooser: new Chooser(monotonicMs), worker, leaseSeconds };
  }

  /** The next call whose turn it is, claimed; null when no call may run now. */
  async next(): Promise<Claim | null> {
    if (monotonicMs() < this.#plainUntilMs) {
      const claim = await this.#plain();
      if (claim !== null) return claim;
      this.#plainUntilMs = 0;
    }
    for (let round = 1; round <= ROUNDS; round += 1) {
      const claim = await this.#look(round === ROUNDS);
      if (claim !== 'busy') return claim;
      await sleep(jitter(ROUND_MS));
    }
    return null;
  }

  async #look(outOfTurn: boolean): Promise<Claim | 'busy' | null> {
    const seen = await readLanes(this.#by.hints);
    if (!seen.lanes.some((lane) => lane.due)) return null;
    if (nothingToDecide(seen)) {
      this.#plainUntilMs = monotonicMs() + LOOK_LASTS_MS;
      return await this.#plain();
    }
    let busy = false;
    for (const candidate of turnOrder(seen.lanes)) {
      const claim = await this.#serve(candidate, candidate.contended && !outOfTurn);
      if (claim === 'busy') busy = true;
      else if (claim !== null) return claim;
    }
    return busy ? 'busy' : null;
  }

  async #serve(lane: Candidate, needsTurn: boolean): Promise<Claim | 'busy' | null> {
    if (lane.cap === null) {
      if (needsTurn && !(await takeTurn(this.#database.kysely, lane))) return 'busy';
      return await claimHinted(this.#by, lane);
    }
    const claim = await claimCapped(this.#database, lane, needsTurn, this.#by);
    return claim === 'full' ? null : claim;
  }

  async #plain(): Promise<Claim | null> {
    return await claimHinted(this.#by, null);
  }
}

/** One tenant, no cap that could be exceeded, no delayed row that the plain claim would have to walk past. */
function nothingToDecide({ lanes, anyCap }: Lanes): boolean {
  const tenants = new Set(lanes.map((lane) => lane.tenantId));
  return !anyCap && tenants.size === 1 && !lanes.some((lane) => lane.waiting);
}

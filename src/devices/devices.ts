import { monotonicMs } from '../clock/clock.ts';
import { aborted } from '../inference/turnstile.ts';
import { type DeviceStage, type EngineGroup, type EngineGroups, GROUP_OF, type Residency } from './group.ts';
import { type Capacity, needsOf, type Providers } from './needs.ts';
import { nextMove, type Phase, type Scene, type Waiting } from './schedule.ts';

/** A resident group with nothing to do waits this long for calls on their way: about what loading the other costs. */
const PATIENCE_MS = 30_000;

export interface DevicesOptions {
  /** Asked anew for each call: what an engine took is known only once it is loaded. */
  readonly providers: () => Providers;
  /** CPU lanes and other resources that several stages may use at once. */
  readonly capacity: Capacity;
  readonly residency: Residency;
  readonly groups: EngineGroups;
  /** Told when the engines in memory are about to change. */
  readonly onPhase?: ((group: EngineGroup) => void) | undefined;
  /** Default 30 s. */
  readonly patienceMs?: number;
}

interface Line extends Waiting {
  readonly resolve: () => void;
}

/**
 * The devices of one machine and the calls before them. A call holds a device only while a stage works on it; who goes
 * next is decided by {@link nextMove}. Where the engines do not fit into memory together, changes the group that is there.
 */
export class Devices {
  readonly #options: DevicesOptions;
  #waiting: readonly Line[] = [];
  #held: readonly Line[] = [];
  readonly #expected = new Map<number, EngineGroup>();
  #resident: EngineGroup = 'speech';
  #served = new Set<number>();
  #claiming = false;
  #switching = false;
  #idleSinceMs: number | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: DevicesOptions) {
    this.#options = options;
  }

  /** Calls that may be in flight at once for the sake of phases; null when there are none. */
  get callsPerPhase(): number | null {
    const { residency } = this.#options;
    return residency.kind === 'phases' ? residency.callsPerPhase : null;
  }

  /**
   * Waits until the stage may work and resolves with the function that says it is done.
   *
   * @param ticket number of the call; older calls have smaller ones
   * @throws the signal's reason when aborted while waiting
   */
  async enter(ticket: number, stage: DeviceStage, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const { promise, resolve } = Promise.withResolvers<void>();
    const needs = needsOf(stage, this.#options.providers());
    const line: Line = { ticket, group: GROUP_OF[stage], needs, resolve };
    this.#waiting = [...this.#waiting, line];
    this.#proceed();
    const over = new AbortController();
    try {
      await Promise.race([promise, aborted(signal, over.signal)]);
    } catch (reason) {
      this.#remove(line);
      throw reason;
    } finally {
      over.abort();
    }
    return () => this.#remove(line);
  }

  /** Says which engines a call will need next, null for none: their phase is not ended before it comes. */
  expect(ticket: number, group: EngineGroup | null): void {
    if (group === null) this.#expected.delete(ticket);
    else this.#expected.set(ticket, group);
    this.#proceed();
  }

  /** Whether more calls are about to be claimed. */
  set claiming(claiming: boolean) {
    if (claiming === this.#claiming) return;
    this.#claiming = claiming;
    this.#proceed();
  }

  /** Forgets its timer; nobody may wait any more. */
  close(): void {
    clearTimeout(this.#timer);
  }

  #remove(line: Line): void {
    this.#waiting = this.#waiting.filter((other) => other !== line);
    this.#held = this.#held.filter((other) => other !== line);
    this.#proceed();
  }

  #proceed(): void {
    while (!this.#switching) {
      const move = nextMove(this.#scene());
      if (move === null) break;
      if (move.kind === 'switch') void this.#switch(move.to);
      else this.#grant(move.waiting as Line);
    }
    this.#watchIdleness();
  }

  #grant(line: Line): void {
    this.#waiting = this.#waiting.filter((other) => other !== line);
    this.#held = [...this.#held, line];
    if (line.group !== null) this.#served.add(line.ticket);
    line.resolve();
  }

  async #switch(to: EngineGroup): Promise<void> {
    const { groups, onPhase } = this.#options;
    this.#switching = true;
    onPhase?.(to);
    await groups.unload(this.#resident);
    await groups.load(to).catch(() => undefined);
    this.#resident = to;
    this.#served = new Set();
    this.#switching = false;
    this.#proceed();
  }

  #scene(): Scene {
    const { capacity } = this.#options;
    return { waiting: this.#waiting, held: this.#held, capacity, phase: this.#phase() };
  }

  #phase(): Phase | null {
    const quota = this.callsPerPhase;
    if (quota === null) return null;
    const idleMs = this.#idleSinceMs === null ? 0 : monotonicMs() - this.#idleSinceMs;
    return {
      resident: this.#resident,
      served: this.#served,
      quota,
      coming: this.#coming(),
      claiming: this.#claiming,
      impatient: idleMs >= this.#patienceMs,
    };
  }

  #coming(): number[] {
    // A call before the decoder is still on its way; one before or with an engine is no news.
    const engaged = [...this.#waiting, ...this.#held].filter((line) => line.group !== null);
    const busy = new Set(engaged.map((line) => line.ticket));
    return [...this.#expected].flatMap(([ticket, group]) =>
      group === this.#resident && !busy.has(ticket) ? [ticket] : [],
    );
  }

  get #patienceMs(): number {
    return this.#options.patienceMs ?? PATIENCE_MS;
  }

  /** Patience ends by itself, so somebody has to look again. */
  #watchIdleness(): void {
    const used = this.#switching || this.#held.some((line) => line.group === this.#resident);
    const wanted = this.#waiting.some((line) => line.group !== null && line.group !== this.#resident);
    if (this.callsPerPhase === null || used || !wanted) {
      this.#idleSinceMs = null;
      clearTimeout(this.#timer);
    } else if (this.#idleSinceMs === null) {
      this.#idleSinceMs = monotonicMs();
      this.#timer = setTimeout(() => this.#proceed(), this.#patienceMs + 1);
    }
  }
}

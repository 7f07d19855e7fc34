import type { ProcessingStatus } from '../../../src/database/schema.ts';
import { STALLS_BEFORE_QUARANTINE } from '../../../src/queue/quarantine.ts';

/** What the model knows of a row. */
export interface ModelRow {
  readonly id: number;
  status: ProcessingStatus;
  priority: number;
  /** Order in which rows became available; null while a row waits for its retry. */
  since: number | null;
  attempts: number;
  readonly maxAttempts: number;
  stalls: number;
  token: string | null;
  expired: boolean;
  errorCode: string | null;
}

/** How a claim ends in an error. */
export interface Failure {
  readonly code: string;
  readonly permanent: boolean;
  readonly crash: boolean;
  /** True: claimable again at once; false: in an hour. */
  readonly atOnce: boolean;
}

/** The queue as a few lines of memory: what the tables must be after every operation. */
export class QueueModel {
  readonly rows: ModelRow[] = [];
  /** Every token ever handed out, the lost ones too: a worker may come back with any of them. */
  readonly claims: { readonly recordingId: number; readonly token: string }[] = [];
  #clock = 0;

  insert(id: number, priority: number, maxAttempts: number): void {
    const since = this.#tick();
    const fresh = { status: 'pending', attempts: 0, stalls: 0, token: null, expired: false } as const;
    this.rows.push({ ...fresh, id, priority, maxAttempts, since, errorCode: null });
  }

  /** The rows that the next claims must take, in their order. */
  claimable(): ModelRow[] {
    return this.rows
      .filter((row) => row.status === 'pending' && row.since !== null)
      .toSorted((a, b) => a.priority - b.priority || (a.since ?? 0) - (b.since ?? 0) || a.id - b.id);
  }

  claim(row: ModelRow, token: string): void {
    Object.assign(row, { status: 'processing', token, attempts: row.attempts + 1, expired: false });
    this.claims.push({ recordingId: row.id, token });
  }

  /** The row that a token still owns, or undefined: then nothing may change. */
  owned(claim: { readonly recordingId: number; readonly token: string }): ModelRow | undefined {
    return this.rows.find(
      (row) => row.id === claim.recordingId && row.token === claim.token && row.status === 'processing',
    );
  }

  complete(row: ModelRow): void {
    Object.assign(row, { status: 'completed', token: null, stalls: 0, errorCode: null });
  }

  fail(row: ModelRow, failure: Failure): 'failed' | 'retried' {
    const poison = failure.crash && row.stalls + 1 >= STALLS_BEFORE_QUARANTINE;
    const again = !failure.permanent && row.attempts < row.maxAttempts && !poison;
    Object.assign(row, {
      status: again ? 'pending' : 'failed',
      errorCode: poison ? 'poison_input' : failure.code,
      stalls: row.stalls + (failure.crash ? 1 : 0),
      since: failure.atOnce ? this.#tick() : null,
      token: null,
    });
    return again ? 'retried' : 'failed';
  }

  release(row: ModelRow, code: string, atOnce: boolean): void {
    const attempts = Math.max(row.attempts, 1) - 1;
    const since = atOnce ? this.#tick() : null;
    Object.assign(row, { status: 'pending', attempts, token: null, since, errorCode: code });
  }

  /** @returns how many rows were taken back */
  sweep(): number {
    const since = this.#tick();
    const dead = this.rows.filter((row) => row.status === 'processing' && row.expired);
    for (const row of dead) {
      row.stalls += 1;
      const poison = row.stalls >= STALLS_BEFORE_QUARANTINE;
      row.status = poison || row.attempts >= row.maxAttempts ? 'failed' : 'pending';
      row.errorCode = poison ? 'poison_input' : 'worker_lost';
      Object.assign(row, { token: null, since, expired: false });
    }
    return dead.length;
  }

  requeue(row: ModelRow): boolean {
    if (row.status === 'pending' || row.status === 'processing') return false;
    Object.assign(row, { status: 'pending', attempts: 0, stalls: 0, token: null, since: this.#tick() });
    return true;
  }

  /** As the application does it: the status alone changes, whoever owns the row. */
  cancel(row: ModelRow): void {
    if (row.status === 'pending' || row.status === 'processing') row.status = 'cancelled';
  }

  becomeAvailable(row: ModelRow): void {
    row.since = this.#tick();
  }

  #tick(): number {
    this.#clock += 1;
    return this.#clock;
  }
}

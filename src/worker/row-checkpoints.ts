import type { Database } from '../database/connect.ts';
import { databaseError } from '../database/errors.ts';
import { CallmillError } from '../errors/error.ts';
import type { Checkpoint, Checkpoints, Twin } from '../pipeline/checkpoints.ts';
import type { Claim } from '../queue/claim.ts';
import type { RecordingRow } from '../queue/read.ts';
import { findTwin } from '../results/find-twin.ts';
import { loadCheckpoint } from '../results/load-checkpoint.ts';
import { saveCheckpoint } from '../results/save-checkpoint.ts';

/**
 * The checkpoints of one claimed row. They save work and are never needed: a database that is away costs the saving and
 * not the job, which goes on and publishes when it is back.
 */
export class RowCheckpoints implements Checkpoints {
  readonly #database: Database;
  readonly #claim: Claim;
  readonly #row: Pick<RecordingRow, 'id' | 'tenant_id'>;
  readonly #onMissed: (error: CallmillError) => void;

  /** @param onMissed told once per read or write that could not be made */
  constructor(
    database: Database,
    claim: Claim,
    row: Pick<RecordingRow, 'id' | 'tenant_id'>,
    onMissed: (error: CallmillError) => void,
  ) {
    this.#database = database;
    this.#claim = claim;
    this.#row = row;
    this.#onMissed = onMissed;
  }

  async load(): Promise<Checkpoint | null> {
    return await this.#try(() => loadCheckpoint(this.#database.kysely, this.#row.id), null);
  }

  async save(checkpoint: Checkpoint): Promise<void> {
    const owned = await this.#try(() => saveCheckpoint(this.#database.kysely, this.#claim, checkpoint), true);
    if (!owned) throw new CallmillError('lease_lost', 'The row has another owner now');
  }

  async findTwin(transcriptKey: string): Promise<Twin | null> {
    const { id, tenant_id } = this.#row;
    return await this.#try(() => findTwin(this.#database.kysely, tenant_id, id, transcriptKey), null);
  }

  async #try<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      this.#onMissed(databaseError(thrown, 'worker'));
      return otherwise;
    }
  }
}

import type { Database } from '../database/connect.ts';
import type { PipelineTools } from '../pipeline/tools.ts';
import type { WorkerEvents } from './events.ts';
import type { WorkerSettings } from './settings.ts';

/** What every job of a worker works with. */
export interface JobContext {
  readonly database: Database;
  readonly tools: PipelineTools;
  readonly settings: WorkerSettings;
  readonly events: WorkerEvents;
}

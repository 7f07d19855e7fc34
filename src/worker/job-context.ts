import type { Database } from '../database/connect.ts';
import type { Devices } from '../devices/devices.ts';
import type { PipelineTools } from '../pipeline/tools.ts';
import type { WorkerEvents } from './events.ts';
import type { WorkerSettings } from './settings.ts';

/** What every job of a worker works with. */
export interface JobContext {
  readonly database: Database;
  readonly tools: PipelineTools;
  readonly devices: Devices;
  readonly settings: WorkerSettings;
  readonly events: WorkerEvents;
}

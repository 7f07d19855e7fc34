import type { WorkerState } from '../database/schema.ts';

/** Whether this process takes work. Only its own state counts: see health-server.ts. */
export type Readiness = 'ready' | 'loading' | 'draining';

/** A worker runs once its models are loaded, and takes nothing more once it drains. */
export function readinessOf(state: WorkerState): Readiness {
  if (state === 'running') return 'ready';
  return state === 'initialising' ? 'loading' : 'draining';
}

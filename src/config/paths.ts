import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from './settings.ts';

/** Where pulled and generated models lie. */
export function cacheDirectory(config: Config): string {
  return config.cacheDirectory ?? join(homedir(), '.cache', 'callmill');
}

/** Parent of the scratch directories, one per running job. */
export function workDirectory(config: Config): string {
  return config.workDirectory ?? join(tmpdir(), 'callmill');
}

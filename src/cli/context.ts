import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/settings.ts';

/** What a command may touch besides its own arguments; tests give their own streams and configuration. */
export interface CliContext {
  /** Reads and validates the configuration on first use. @throws CallmillError config_invalid */
  config(): Config;
  /** Results: what a pipe should get. */
  readonly out: NodeJS.WritableStream;
  /** Progress and remarks: what only a person should see. */
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Aborted by SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
}

/** Context over the real process. */
export function processContext(signal: AbortSignal): CliContext {
  let config: Config | undefined;
  return {
    config() {
      config ??= loadConfig();
      return config;
    },
    out: process.stdout,
    err: process.stderr,
    signal,
  };
}

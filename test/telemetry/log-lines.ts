import { createLogger, type Logger } from '../../src/telemetry/logger.ts';

export interface Captured {
  readonly logger: Logger;
  /** Everything written, as one text. */
  text(): string;
  /** The lines, parsed. */
  lines(): Record<string, unknown>[];
}

/** A logger at its lowest level that writes to memory. */
export function capture(base: Record<string, string | number> = {}): Captured {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  return {
    logger: createLogger({ level: 'trace', destination, base }),
    text: () => written.join(''),
    lines: () =>
      written
        .join('')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

import type { EngineEvent } from '../inference/engine-options.ts';
import { nativeDiagnostics } from '../inference/native-diagnostics.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';

/** Counts and logs starts and ends of inference processes, and at debug level what they are asked. A start after an end that nobody wanted is a restart. */
export function observeEngines(logger: Logger, metrics: Metrics): (event: EngineEvent) => void {
  const lost = new Set<string>();
  return (event) => {
    const { engine } = event;
    if (event.kind === 'started') {
      if (lost.delete(engine)) metrics.engineRestarts.inc({ engine });
      logger.info({ engine }, 'Inference process started');
      return;
    }
    if (event.kind === 'asked') {
      logger.debug({ engine, step: event.method }, 'Inference process asked');
      return;
    }
    if (event.wanted) {
      logger.info({ engine }, 'Inference process closed');
      return;
    }
    lost.add(engine);
    const diagnostics = nativeDiagnostics(event.stderrTail);
    logger.warn({ engine, ...exitFields(event.how), diagnostics }, 'Inference process ended');
  };
}

function exitFields(how: string): { signal?: string; exitCode?: number } {
  const signal = /^signal (\w+)$/.exec(how)?.[1];
  const code = /^exit code (\d+)$/.exec(how)?.[1];
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(code === undefined ? {} : { exitCode: Number(code) }),
  };
}

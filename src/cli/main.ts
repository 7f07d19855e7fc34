import { Command, CommanderError } from 'commander';
import { coerceError } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';
import { COMMANDS } from './commands/index.ts';
import { processContext } from './context.ts';
import { VERSION } from './version.ts';

/** Exit statuses; systemd must not restart after 64 or 78 (see systemd/callmill.service). */
const EXIT = { failure: 1, usage: 64, config: 78 } as const;

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  // The first signal asks commands to wind up, the second ends the process at once.
  process.on(name, () => {
    if (stop.signal.aborted) process.exit(128 + (name === 'SIGINT' ? 2 : 15));
    stop.abort(new CallmillError('worker_stopped', `Stopped by ${name}`));
  });
}

for (const stream of [process.stdout, process.stderr]) {
  // "callmill show 7 | head" ends like any other program there: without a word, and a worker in good order.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    stop.abort(new CallmillError('worker_stopped', 'Nobody reads the output any more'));
  });
}

const program = new Command('callmill')
  .description('Call recordings in a MySQL table become redacted transcripts and analysis.')
  .version(VERSION)
  .showHelpAfterError('(run with --help for usage and an example)')
  .exitOverride();
const context = processContext(stop.signal);
for (const register of COMMANDS) register(program, context);
for (const command of program.commands) command.exitOverride();

try {
  await program.parseAsync(process.argv);
} catch (thrown) {
  process.exitCode = report(thrown);
}

function report(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : EXIT.usage;
  const error = coerceError(thrown, 'worker');
  process.stderr.write(`callmill: ${error.explanation}\n`);
  if (error.code === 'internal_error' && error.cause instanceof Error) {
    process.stderr.write(`${stackFrames(error.cause)}\n`);
  }
  if (error.code === 'config_invalid') return EXIT.config;
  return error.code === 'usage' ? EXIT.usage : EXIT.failure;
}

/** Where it happened, without the message, which may quote data. */
function stackFrames(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .join('\n');
}

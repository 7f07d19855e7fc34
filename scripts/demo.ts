import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wallClock } from '../src/clock/clock.ts';
import { currentEnvironment } from '../src/config/load.ts';
import { CallmillError } from '../src/errors/error.ts';
import { CommandFailed, CommandLine } from './demo/command-line.ts';
import { DEMO_DATABASE, demoEnvironment } from './demo/environment.ts';
import { bringWeights } from './demo/weights.ts';
import { startPrivateMariaDB } from './private-mariadb.ts';

/**
 * `npm run demo`: the sample call from a bucket to a redacted transcript and an analysis, through the real command line
 * on a private database. Everything it makes lies in .callmill/demo; deleting that folder undoes it.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const HOME = join(ROOT, '.callmill', 'demo');
const BUCKET = join(HOME, 'bucket');
const SAMPLE = join(ROOT, 'examples', 'call', 'call.flac');
const INTERRUPTED = 130;

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => interrupt.abort());
}

try {
  await demo(interrupt.signal);
} catch (thrown) {
  process.exitCode = report(thrown);
}

async function demo(signal: AbortSignal): Promise<void> {
  await mkdir(BUCKET, { recursive: true });
  console.log(`starting a private MariaDB in ${HOME} …`);
  const server = await startPrivateMariaDB({ directory: join(HOME, 'mariadb'), database: DEMO_DATABASE });
  try {
    const environment = demoEnvironment(currentEnvironment(), server, BUCKET);
    await processSample(new CommandLine(environment, HOME, signal));
    console.log(`\nEverything the demo made lies in ${HOME}; delete that folder to undo it.`);
  } finally {
    await server.stop();
  }
}

async function processSample(callmill: CommandLine): Promise<void> {
  const callId = `demo-${wallClock().toISOString().replace(/[^\d]/g, '').slice(0, 14)}`;
  const names = ['--agent-name', 'Susan', '--customer-name', 'Martin Brown'];
  const submission = [SAMPLE, '--call-id', callId, '--direction', 'inbound', ...names];
  await bringWeights(callmill);
  await callmill.show('migrate');
  await callmill.show('submit', ...submission);
  // The same call again changes nothing and tells the recording's id.
  const id = recordingId(await callmill.json('submit', ...submission, '--json'));
  await callmill.show('worker', '--until-idle', '--progress');
  await callmill.show('show', id);
}

function recordingId(answer: unknown): string {
  const [first] = answer as readonly { readonly recordingId: number }[];
  if (first === undefined) throw new Error('submit answers one entry per file');
  return String(first.recordingId);
}

function report(thrown: unknown): number {
  if (interrupt.signal.aborted) {
    console.error('\ninterrupted: nothing is left running');
    return INTERRUPTED;
  }
  if (thrown instanceof CommandFailed || thrown instanceof CallmillError) {
    console.error(`demo: ${thrown instanceof CallmillError ? thrown.explanation : thrown.message}`);
    return 1;
  }
  throw thrown;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { currentEnvironment } from '../src/config/load.ts';
import { exitCode, type Tally, tallyLine } from './tests/tally.ts';

/**
 * `npm test [-- FILE… OPTION…]`: runs the suite, or the part that the arguments name to vitest, then lists what was
 * skipped and ends with the count, alone on the last line.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const REPORTERS = ['--reporter=default', `--reporter=${join(ROOT, 'scripts', 'tests', 'tally-reporter.ts')}`];

const folder = await mkdtemp(join(tmpdir(), 'callmill-tally-'));
const tallyFile = join(folder, 'tally.json');
// Ctrl-C reaches the whole foreground group: the runner tidies up, and this process waits for it.
process.on('SIGINT', () => undefined);
const runner = spawn(process.execPath, [VITEST, 'run', ...REPORTERS, ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...currentEnvironment(), CALLMILL_TEST_TALLY: tallyFile },
});
process.on('SIGTERM', () => runner.kill('SIGTERM'));
const [code] = (await once(runner, 'close')) as [number | null];

const tally = await readTally();
await rm(folder, { recursive: true, force: true });
for (const test of tally.skipped) console.log(`skipped: ${test}`);
console.log(tallyLine(tally));
process.exitCode = exitCode(tally, code ?? 1);

/** A runner that died before it could count has failed once, whatever passed before. */
async function readTally(): Promise<Tally> {
  const text = await readFile(tallyFile, 'utf8').catch(() => undefined);
  return text === undefined ? { passed: 0, failed: 1, skipped: [] } : (JSON.parse(text) as Tally);
}

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Format, lint and type check, as .ci/run and a careful committer run them; stops at the first that fails. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CHECKS = [
  { what: 'format and lint', program: 'biome', parameters: ['check', '--error-on-warnings', '.'] },
  { what: 'type check', program: 'tsc', parameters: ['--noEmit'] },
] as const;

for (const { what, program, parameters } of CHECKS) {
  console.log(`check: ${what} …`);
  const path = join(ROOT, 'node_modules', '.bin', program);
  const { status } = spawnSync(path, parameters, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

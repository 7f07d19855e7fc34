import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const CALLMILL = fileURLToPath(new URL('../../bin/callmill.js', import.meta.url));

it('a command whose reader is gone ends without a stack trace and as if it had been read', async () => {
  const child = spawn(process.execPath, [CALLMILL, 'models', 'list', '--json'], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // As "head -c 0" does, before the first byte.
  child.stdout.destroy();
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const [status] = (await once(child, 'close')) as [number | null];
  expect(said.join('')).toBe('');
  expect(status).toBe(0);
});

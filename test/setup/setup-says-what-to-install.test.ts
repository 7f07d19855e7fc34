import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/with-setup.sh', import.meta.url));
const NEEDED = ['sh', 'dirname', 'find', 'sort', 'tail', 'rm', 'uname'];

describe('set-up without root', () => {
  let bin: string;
  beforeEach(() => {
    bin = mkdtempSync(join(tmpdir(), 'setup-path-'));
    for (const program of NEEDED) symlinkSync(`/usr/bin/${program}`, join(bin, program));
    symlinkSync(process.execPath, join(bin, 'node'));
    fake('id', 'echo 1000');
    fake('sudo', 'exit 1');
  });
  afterEach(() => rmSync(bin, { recursive: true, force: true }));

  function fake(name: string, body: string): void {
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }

  const setUp = () =>
    spawnSync('/bin/sh', [SCRIPT, 'scripts/none.ts'], { env: { PATH: bin }, encoding: 'utf8' });

  it('names the packages in a command to copy, runs nothing and exits 69', () => {
    fake('apt-get', 'echo apt-get was run');
    const { status, stdout, stderr } = setUp();
    expect(stderr).toMatch(/sudo apt-get install --no-install-recommends ffmpeg /);
    expect(stdout).toBe('');
    expect(status).toBe(69);
  });

  it('names the packages where there is no apt-get', () => {
    const { status, stderr } = setUp();
    expect(stderr).toMatch(/not Debian or Ubuntu: install what these packages hold: ffmpeg /);
    expect(status).toBe(69);
  });
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { canRun, projectPath, read } from './text.ts';

const UNIT = 'systemd/callmill.service';
/** In tenths; 1.8 is what is left with network, GPU and just-in-time compilation. */
const EXPOSURE_LIMIT = 20;
const missing = !canRun('systemd-analyze', '--version');
const reason = missing ? ' (skipped: systemd-analyze is not installed)' : '';

describe('the systemd unit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'callmill-unit-'));
  const unit = join(folder, 'callmill.service');
  cpSync(projectPath(UNIT), unit);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const analyze = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync('systemd-analyze', [...args, unit], { encoding: 'utf8' });
    return { status, output: stdout + stderr };
  };

  it.skipIf(missing)(`is understood by systemd, every line of it${reason}`, () => {
    expect(analyze('--man=no', 'verify')).toEqual({ status: 0, output: '' });
  });

  it.skipIf(missing)(`leaves an exposure of at most ${EXPOSURE_LIMIT / 10}${reason}`, () => {
    const result = analyze('security', '--offline=true', '--no-pager', `--threshold=${EXPOSURE_LIMIT}`);
    expect(result.output).toContain('Overall exposure level');
    expect(result.status).toBe(0);
  });

  it('keeps secrets out of the environment and out of reach', () => {
    const text = read(UNIT);
    for (const [, credential = ''] of text.matchAll(/^LoadCredential=([^:]+):/gm)) {
      expect(text).toMatch(new RegExp(`^Environment=\\w+_FILE=%t/credentials/%n/${credential}$`, 'm'));
    }
    expect(read('systemd/callmill.env.example')).not.toMatch(/^\s*#?\s*\w*(PASSWORD|SECRET|ACCESS_KEY)\w*=/m);
  });

  it('does not set what would kill or blind the worker', () => {
    const text = read(UNIT);
    expect(text).not.toMatch(/^MemoryDenyWriteExecute=/m);
    expect(text).not.toMatch(/^ProcSubset=/m);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

function filesWith(pattern: RegExp): string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && pattern.test(readFileSync(join(SRC, name), 'utf8')))
    .sort();
}

describe('doors of the house', () => {
  it('only configuration reads the environment', () => {
    expect(filesWith(/process\.env/)).toEqual(['config/load.ts']);
  });

  it('only the clock reads time', () => {
    expect(filesWith(/\bDate\.now\(|new Date\(\)|performance\.now\(|setTimeout.*timers\/promises/)).toEqual([
      'clock/clock.ts',
    ]);
  });

  it('only one file knows fluent-ffmpeg', () => {
    expect(filesWith(/from 'fluent-ffmpeg'/)).toEqual(['audio/ffmpeg.ts']);
  });

  it('only the database, the queue, the results, the tenants and the worker registry hold SQL', () => {
    const rooms = new Set(filesWith(/\bsql`|sql\.raw/).map((name) => name.split('/')[0]));
    expect([...rooms].sort()).toEqual(['database', 'queue', 'results', 'tenants', 'worker']);
  });

  it('only the database room connects', () => {
    expect(filesWith(/from 'mysql2/)).toEqual(['database/connect.ts', 'database/timed-pool.ts']);
  });
});

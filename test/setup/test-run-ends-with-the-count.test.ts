import { describe, expect, it } from 'vitest';
import { exitCode, tallyLine } from '../../scripts/tests/tally.ts';

describe('the end of a test run', () => {
  it.each([
    [{ passed: 12, failed: 0, skipped: [] }, '12 passed, 0 failed'],
    [{ passed: 3, failed: 2, skipped: ['a > b'] }, '3 passed, 2 failed, 1 skipped'],
  ])('%j reads %s', (tally, line) => {
    expect(tallyLine(tally)).toBe(line);
  });

  it.each([
    ['all passed', { passed: 1, failed: 0, skipped: [] }, 0, 0],
    ['one failed', { passed: 1, failed: 1, skipped: [] }, 0, 1],
    ['nothing ran', { passed: 0, failed: 0, skipped: [] }, 0, 1],
    ['all were skipped', { passed: 0, failed: 0, skipped: ['a'] }, 0, 1],
    ['the runner itself failed', { passed: 1, failed: 0, skipped: [] }, 3, 3],
  ])('%s', (_case, tally, runner, expected) => {
    expect(exitCode(tally, runner)).toBe(expected);
  });
});

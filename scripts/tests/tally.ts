/** What a test run came to; written by the reporter, read by scripts/test.ts. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** One entry per skipped test: its name and, where given, why. */
  readonly skipped: readonly string[];
}

/** The line that ends every run: `12 passed, 0 failed` or `12 passed, 0 failed, 1 skipped`. */
export function tallyLine(tally: Tally): string {
  const skipped = tally.skipped.length > 0 ? `, ${tally.skipped.length} skipped` : '';
  return `${tally.passed} passed, ${tally.failed} failed${skipped}`;
}

/** A run without failures in which nothing passed has shown nothing, so it does not count as success. */
export function exitCode(tally: Tally, runnerCode: number): number {
  if (runnerCode !== 0) return runnerCode;
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0;
}

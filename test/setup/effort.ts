import type { TestProject } from 'vitest/node';

/** How hard the randomised tests try. */
export interface Effort {
  /** Random sequences per property: 40 take seconds; a nightly run sets CALLMILL_TEST_RUNS to thousands. */
  readonly runs: number;
  /** Of the random generator; set CALLMILL_TEST_SEED to the printed one to see a failure again. */
  readonly seed: number;
}

declare module 'vitest' {
  export interface ProvidedContext {
    effort: Effort;
  }
}

export default function setup(project: TestProject): void {
  const { CALLMILL_TEST_RUNS: runs, CALLMILL_TEST_SEED: seed } = process.env;
  project.provide('effort', {
    runs: Number(runs ?? 40),
    seed: Number(seed ?? Math.floor(Math.random() * 2 ** 31)),
  });
}

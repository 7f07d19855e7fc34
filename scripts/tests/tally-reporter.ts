import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { currentEnvironment } from '../../src/config/load.ts';
import type { Tally } from './tally.ts';

/** Writes the run's {@link Tally} as JSON to the file named by CALLMILL_TEST_TALLY. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const { CALLMILL_TEST_TALLY: path } = currentEnvironment();
    if (path === undefined) return;
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string) => tests.filter((test) => test.result().state === state);
    const tally: Tally = {
      passed: inState('passed').length,
      failed: inState('failed').length + brokenOutsideTests(modules) + unhandledErrors.length,
      skipped: inState('skipped').map(describeSkipped),
    };
    writeFileSync(path, JSON.stringify(tally));
  }
}

/** Files and groups that failed on their own account: an import that threw, a hook. */
function brokenOutsideTests(modules: readonly TestModule[]): number {
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  return suites.filter((suite) => suite.errors().length > 0).length;
}

function describeSkipped(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' && result.note !== undefined ? `: ${result.note}` : '';
  return `${test.module.relativeModuleId} > ${test.fullName}${note}`;
}

import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line that any runner can read: `N passed, N failed, N skipped`. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0 };
    for (const testModule of modules) {
      const hasFailedTest = [...testModule.children.allTests('failed')].length > 0;
      if (testModule.state() === 'failed' && !hasFailedTest) count.failed++; // a hook or an import failed
      for (const test of testModule.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed' || state === 'failed' || state === 'skipped') count[state]++;
        else count.skipped++;
      }
    }
    console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  }
}

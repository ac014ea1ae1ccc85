import { defineConfig } from 'vitest/config';

/** The tests against real servers: they need minutes of installing, so no other run has them. */
export default defineConfig({
  test: {
    include: ['tests/live/**/*.test.ts'],
    reporters: ['default', './tests/helpers/closing-line-reporter.ts'],
    testTimeout: 600_000,
    hookTimeout: 900_000,
    fileParallelism: false,
    pool: 'forks',
  },
});

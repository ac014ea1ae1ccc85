import { defineConfig } from 'vitest/config';

/**
 * Four projects: `unit` needs nothing, `integration` needs the models, `e2e` runs the demo itself, `app` runs the built
 * app in a real window.
 */
export default defineConfig({
  test: {
    reporters: ['default', './tests/helpers/closing-line-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          sequence: { groupOrder: 1 },
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'integration',
          sequence: { groupOrder: 2 },
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          pool: 'forks',
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          sequence: { groupOrder: 3 },
          include: ['tests/e2e/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'app',
          sequence: { groupOrder: 4 },
          include: ['tests/e2e/app/**/*.test.ts'],
          globalSetup: ['tests/helpers/app-window/build-once.ts'],
          expect: { poll: { timeout: 20_000 } },
          retry: 1, // a real window on a busy machine
          testTimeout: 180_000,
          hookTimeout: 180_000,
          pool: 'forks',
          fileParallelism: false,
        },
      },
    ],
  },
});

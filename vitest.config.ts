import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup/database.ts', 'test/setup/effort.ts'],
    // Processes, not threads: tests send signals, change folders and load nothing native.
    pool: 'forks',
    // Tests start servers, workers and engines of their own: more at once only makes each of them slower.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 15_000,
  },
});

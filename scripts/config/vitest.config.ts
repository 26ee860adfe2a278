import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Everything but the end-to-end tests; React screens ask for a DOM by a comment at the top of the file. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  cacheDir: 'node_modules/.cache/vitest',
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**'],
    setupFiles: ['test/support/argonOnce.ts'],
    pool: 'forks',
    // Half the files wait for a disk or a child of theirs: leaving one processor free would only leave it idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** libsecret keeps to the first message bus that a process has used. */
const ownProcess = ['test/host/keychainMissing.test.ts', 'test/host/secretStore.test.ts'];

/** Everything but the end-to-end tests; React screens ask for a DOM by a comment at the top of the file. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  cacheDir: 'node_modules/.cache/vitest',
  test: {
    globalSetup: ['test/support/run.ts'],
    setupFiles: ['test/support/argonOnce.ts'],
    pool: 'forks',
    // Half the files wait for a disk or a child of theirs: leaving one processor free would only leave it idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      // Starting a process and loading the vault for each of a hundred files would take a fifth of the time.
      {
        extends: true,
        test: {
          name: 'together',
          isolate: false,
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/e2e/**', ...ownProcess],
        },
      },
      { extends: true, test: { name: 'alone', isolate: true, include: ownProcess } },
    ],
  },
});

import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';

/** What takes a minute or more begins first, so that nothing long is left when the rest is over. */
const long = /(?:screens|story)\.spec\.ts$/;

/** Real Electron. Each test brings its own screen, keychain and profile, so that several can run beside each other. */
export default defineConfig({
  testDir: '../../test/e2e',
  globalSetup: '../../test/e2e/support/buildOnce.ts',
  outputDir: '../../test-results',
  // A person at a window leaves a processor idle most of the time, and so does a test that plays one.
  workers: availableParallelism() + 1,
  fullyParallel: true,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  projects: [
    { name: 'long', testMatch: long },
    { name: 'rest', testMatch: '**/*.spec.ts', testIgnore: long },
  ],
});

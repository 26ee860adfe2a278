import { defineConfig } from '@playwright/test';

/** Real Electron. Each test brings its own screen, keychain and profile, so that two can run beside each other. */
export default defineConfig({
  testDir: '../../test/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: '../../test/e2e/support/buildOnce.ts',
  outputDir: '../../test-results',
  workers: 2,
  fullyParallel: true,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
});

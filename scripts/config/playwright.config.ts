import { defineConfig } from '@playwright/test';

/** Real Electron, one after the other: each test brings its own screen, keychain and profile. */
export default defineConfig({
  testDir: '../../test/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: '../../test/e2e/support/buildOnce.ts',
  outputDir: '../../test-results',
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
});

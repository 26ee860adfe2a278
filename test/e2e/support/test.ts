import { test as base } from '@playwright/test';
import { launchCoffer, type Coffer, type LaunchOptions } from './launchCoffer.ts';

interface Fixtures {
  /** Starts Coffer; everything started is closed after the test. */
  readonly launch: (options?: LaunchOptions) => Promise<Coffer>;
  /** One with a new profile in English. */
  readonly coffer: Coffer;
}

/** Playwright's `test` with real Electron. */
export const test = base.extend<Fixtures>({
  launch: async ({}, provide) => {
    const started: Coffer[] = [];
    await provide(async (options) => {
      const coffer = await launchCoffer(options);
      started.push(coffer);
      return coffer;
    });
    for (const coffer of started) await coffer.close();
  },
  coffer: async ({ launch }, provide) => {
    await provide(await launch({ locale: 'en' }));
  },
});
export { expect } from '@playwright/test';

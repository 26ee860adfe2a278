import { build, testVault } from '../../../scripts/lib/build.ts';

/** Playwright's global set-up: what the windows show is what stands in the source. */
export default async function buildOnce(): Promise<void> {
  await build();
  // One for a run that midnight falls into.
  process.env['COFFER_E2E_DAY'] = new Date().toDateString();
  process.env['COFFER_E2E_VAULT'] = await testVault();
}

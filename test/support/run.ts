import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { testVault } from '../../scripts/lib/build.ts';
import { cacheFolder } from '../../scripts/lib/paths.ts';

/** Before all tests: a folder for what the files of one run share, removed at its end, and the vault process that they start. */
export default async function startRun(): Promise<() => void> {
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(join(cacheFolder, 'test-run-'));
  process.env['COFFER_TEST_RUN'] = folder;
  process.env['COFFER_CHILD_VAULT'] = await testVault();
  return () => rmSync(folder, { recursive: true, force: true });
}

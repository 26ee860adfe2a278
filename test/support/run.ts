import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleForTest } from '../../scripts/lib/build.ts';
import { cacheFolder } from '../../scripts/lib/paths.ts';

/**
 * Before all tests: a folder for what the files of one run share, removed at its end, and in it the vault process's own
 * source in one file, because reading it as TypeScript would cost most of the time of a process that lives for half a second.
 */
export default async function startRun(): Promise<() => void> {
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(join(cacheFolder, 'test-run-'));
  process.env['COFFER_TEST_RUN'] = folder;
  process.env['COFFER_CHILD_VAULT'] = await bundleForTest('test/support/vaultEntry.ts', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

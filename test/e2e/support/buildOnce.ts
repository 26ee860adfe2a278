import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../../scripts/lib/build.ts';

/** Playwright's global set-up: what the windows show is what stands in the source. It names a folder for what one run shares. */
export default async function buildOnce(): Promise<() => void> {
  await build();
  const shared = mkdtempSync(join(tmpdir(), 'coffer-e2e-run-'));
  process.env['COFFER_E2E_RUN'] = shared;
  return () => rmSync(shared, { recursive: true, force: true, maxRetries: 5 });
}

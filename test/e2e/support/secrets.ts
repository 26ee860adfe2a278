import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Secrets } from './openSecrets.ts';

/**
 * What a person's password and this computer's keychain open in a profile: keys by name, and names of customers. Nobody may
 * have it open. By a process of its own, because the test runner cannot load the database driver.
 */
export function openedBy(
  profile: string,
  keychain: readonly [string, string],
  person: { readonly user: string; readonly password: string },
): Secrets {
  const input = JSON.stringify({ folder: join(profile, 'vault'), keychain, person });
  const made = spawnSync(process.execPath, [join(import.meta.dirname, 'openSecrets.ts')], { input, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  return JSON.parse(made.stdout) as Secrets;
}

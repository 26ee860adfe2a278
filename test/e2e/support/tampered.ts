import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/paths.ts';
import type { SampleOffice } from './office.ts';

/**
 * What a salesperson of the office does with a script: an `alarm` that an owner has to end, a `date` far ahead, or the end of
 * the journal `cut` off. A process apart, as the database is no business of this one.
 */
export function tamper(office: SampleOffice, profile: string, how: 'alarm' | 'date' | 'cut'): void {
  const [owner, thief] = [office.person('owner'), office.person('salesperson')];
  const script = join(root, 'test/e2e/support/tamper.ts');
  execFileSync(process.execPath, [script, how, profile, owner.user, thief.user, thief.password], { stdio: 'inherit' });
}

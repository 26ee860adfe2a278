import { VaultError } from '#shared/errors.ts';
import { isLongEnough, minimumPasswordLength } from '../access/policy.ts';
import type { Context, VaultProcess } from '../process.ts';
import { renewSlot } from '../roots/renewSlot.ts';
import { loginState } from './loginState.ts';
import type { OpenVault } from './openVault.ts';

/** What is answered to whoever has to choose a longer password first: that choice, and who they are. */
const first: readonly string[] = [
  'session.status',
  'session.me',
  'session.place',
  'session.lastVisit',
  'session.changePassword',
  'passwords.confirm',
  'passwords.dispute',
  'logins.giveCode',
];

/** How long a password is, only its being typed tells: at a login, and where a new one is chosen. */
export function notePassword(process: VaultProcess, { viewer, quarantine }: OpenVault, password: string): void {
  // Under an alarm nothing can be written, a new password neither.
  loginState(process).short = quarantine === null && !isLongEnough(password, viewer.role);
}

/** A role that was given to somebody may ask for a longer password than they have: until then nothing else is answered. */
export function requireLongEnough(process: VaultProcess, call: string): void {
  if (process.vault === null || !loginState(process).short || first.includes(call)) return;
  throw new VaultError('passwordTooShort', { limit: minimumPasswordLength(process.vault.viewer.role) });
}

/** A new password that has just come to count; whoever has become an owner, and for whom ROOT waits, takes it with it. */
export async function passwordTyped({ process, vault }: Context, password: string): Promise<void> {
  notePassword(process, vault, password);
  await renewSlot(process, vault, null, password);
}

import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { readFailures } from '../journal/pending.ts';
import type { VaultProcess } from '../process.ts';
import { currentHeader, openSession } from './login.ts';
import { loginState } from './loginState.ts';
import type { OpenVault } from './openVault.ts';
import { openByPin } from './pin.ts';

/** Opens a session by PIN: what the last one left with the host instead of the password, everything else as at a login. */
export function returnByPin(process: VaultProcess, user: Id, pin: string): Promise<OpenVault> {
  return process.oneAtATime(async () => {
    if (process.vault !== null) throw new VaultError('alreadyLoggedIn');
    const found = currentHeader(process.folder);
    const failures = await readFailures(process.host, found.vault, process.folder);
    const opened = await openByPin(process, found, user, pin);
    const around = { first: requireSameRole(process) };
    return openSession(process, found, opened, { failures, shownName: null }, { kind: 'pin' }, around).catch(
      (error: unknown) => {
        // The keys that the PIN led back to have been renewed since.
        throw error instanceof VaultError && error.code === 'slotRefused' ? new VaultError('pinOver') : error;
      },
    );
  });
}

/** Another role may ask for a longer password: it is typed once, so that this can be known. */
function requireSameRole(process: VaultProcess): (vault: OpenVault) => void {
  return ({ chain: { authority }, user }) => {
    const since = loginState(process).since ?? 0;
    if ((authority.person(user)?.roleSince ?? 0) > since) throw new VaultError('pinOver');
  };
}

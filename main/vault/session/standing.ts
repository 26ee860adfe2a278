import { equal } from '../keys/crypto.ts';
import type { VaultProcess } from '../process.ts';
import type { OpenVault } from './openVault.ts';

/** Why a session may not go on. */
export type Ended = 'shutOut' | 'renewed' | 'accountEnded';

/** Whether this session may go on: its person is shut out, or has other keys by now, so that nothing it signs counts. */
export function standing({ chain, device, user, keys }: OpenVault): 'good' | Ended {
  const account = chain.authority.accounts.all.get(device);
  if (account !== undefined && account.ended !== null) return 'accountEnded';
  const person = chain.authority.person(user);
  // Before the certificate has been read there is nothing to hold it against.
  if (person === undefined) return 'good';
  if (!chain.authority.stands(user)) return 'shutOut';
  return equal(person.sign, keys.sign.publicKey) ? 'good' : 'renewed';
}

/** Ends a session whose entries no longer count: nothing more is answered, and the host ends the process. */
export function endFor(process: VaultProcess, reason: Ended): void {
  if (process.over) return;
  process.over = true;
  process.host.send({ type: 'over', reason });
}

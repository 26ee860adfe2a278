import type { VaultProcess } from '../process.ts';
import { flushRefusals } from '../refusals.ts';
import { commit } from '../store/commit.ts';
import { keepSeen } from './login.ts';
import { leavePin } from './pin.ts';
import { placeChange } from './place.ts';
import { standing } from './standing.ts';

/** `pin`: what a PIN opens again is left with the host. Ends a session: running work stops at its next chunk (a second at most), the lock is journaled, keys are wiped, files closed. */
export async function endSession(process: VaultProcess, pin = false): Promise<void> {
  if (process.ending) return;
  process.ending = true;
  const { vault } = process;
  if (vault === null) return;
  await Promise.race([Promise.allSettled(process.running), new Promise((resolve) => setTimeout(resolve, 1_000))]);
  process.preview?.end();
  process.preview = null;
  try {
    // Nothing counts any more that is signed with keys which others have taken the place of.
    if (standing(vault) === 'good') {
      flushRefusals(process);
      if (vault.quarantine === null) commit(vault, { kind: 'session.lock', subjects: placeChange(process, vault) });
      await keepSeen(process, vault);
      if (pin && vault.quarantine === null) await leavePin(process, vault);
    }
  } finally {
    process.vault = null;
    vault.close();
  }
}

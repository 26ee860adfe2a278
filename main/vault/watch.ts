import { logBug } from './log.ts';
import type { VaultProcess } from './process.ts';
import { catchUpChain, catchUpContent } from './view/catchUp.ts';

/** How often a session looks whether another process has written to the vault, in milliseconds. */
const interval = 400;

/**
 * Follows what other processes write (an approval at this computer): new entries are checked and the windows told. Whoever
 * has been shut out meanwhile is out at once: `leave` ends the process.
 */
export function watchVault(process: VaultProcess, leave: () => void): () => void {
  let seen: unknown = null;
  let busy = false;
  const timer = setInterval(() => {
    const { vault } = process;
    if (vault === null || process.ending || process.building || busy) return;
    const version: unknown = vault.db.pragma('data_version', { simple: true });
    if (version === seen) return;
    seen = version;
    if (vault.quarantine !== null) return;
    busy = true;
    catchUpChain(vault)
      .then(() => catchUpContent(vault, () => process.ending))
      .then(() => (process.vault === vault && !process.ending ? vault.committed() : undefined))
      .catch((error: unknown) => logBug(error, 'watch'))
      .finally(() => {
        busy = false;
        if (!vault.chain.authority.stands(vault.user)) process.mustEnd = true;
        if (process.mustEnd) leave();
      });
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}

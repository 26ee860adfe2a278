import type { Role } from '#shared/domain/roles.ts';
import { logBug } from './log.ts';
import type { VaultProcess } from './process.ts';
import type { OpenVault } from './session/openVault.ts';
import { endFor, standing } from './session/standing.ts';
import { catchUpChain, catchUpContent } from './view/catchUp.ts';
import { applyLapses, tellLapses } from './view/lapse.ts';

/** How often a session looks whether another process has written to the vault, in milliseconds. */
const interval = 400;

/**
 * Follows what other processes write (an approval at this computer): new entries are checked and the windows told. Whoever
 * has been shut out meanwhile is out at once: `leave` ends the process.
 */
export function watchVault(process: VaultProcess, leave: () => void): () => void {
  let seen: unknown = null;
  const cameAs = new WeakMap<OpenVault, Role>();
  let busy = false;
  const timer = setInterval(() => {
    const { vault } = process;
    if (vault === null || process.ending || busy) return;
    const role = cameAs.get(vault) ?? vault.viewer.role;
    cameAs.set(vault, role);
    lapse(vault);
    if (process.building) return;
    const version: unknown = vault.db.pragma('data_version', { simple: true });
    if (version === seen) return;
    seen = version;
    // Under an alarm nothing more is shown. But who is shut out is so under an alarm, too, which may be of their own making.
    const shows = vault.quarantine === null;
    busy = true;
    catchUpChain(vault)
      .then(() => (shows ? catchUpContent(vault, () => process.ending) : undefined))
      .then(() => (shows && process.vault === vault && !process.ending ? vault.committed() : undefined))
      .catch((error: unknown) => logBug(error, 'watch'))
      .finally(() => {
        busy = false;
        const stands = standing(vault);
        if (stands !== 'good') endFor(process, stands);
        // With another role the next session reads and offers something else.
        if (vault.viewer.role !== role) process.mustEnd = true;
        if (process.mustEnd) leave();
      });
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}

/** What time has ended goes, also where nobody asks for anything. */
function lapse(vault: OpenVault): void {
  try {
    applyLapses(vault);
    tellLapses(vault);
  } catch (error) {
    logBug(error, 'lapse');
  }
}

import { VaultError } from '#shared/errors.ts';
import { randomBytes } from '../keys/crypto.ts';
import { logBug } from '../log.ts';
import type { VaultProcess } from '../process.ts';
import { type Db, isDamage } from '../store/open.ts';
import type { OpenVault } from './openVault.ts';

/** Whether this database is what an error came from: a page of it cannot be read, or does not hold together. */
export function isDamaged(db: Db, error: unknown): boolean {
  if (!db.open) return false;
  if (!isDamage(error) && !(error instanceof VaultError && error.code === 'vaultDamaged')) return false;
  try {
    return db.pragma('quick_check(1)', { simple: true }) !== 'ok';
  } catch {
    return true;
  }
}

/**
 * After an error in a session: where it was the view that cannot be read, it is given up. It gets a new salt, with which
 * the next login builds it again from the vault, and the session ends, as it cannot go on without one. Where it was the
 * vault itself, nothing is written to it any more.
 */
export function noticeDamage(process: VaultProcess, error: unknown): void {
  const { vault } = process;
  if (vault === null || process.mustEnd) return;
  if (isDamaged(vault.viewDb, error)) {
    process.mustEnd = true;
    try {
      giveUpView(vault);
    } catch (refused) {
      logBug(refused, 'view');
    }
  } else if (isDamaged(vault.db, error)) {
    vault.raise({ code: 'fileDamaged', sequence: null });
  }
}

function giveUpView(vault: OpenVault): void {
  vault.sql.putSalt.run(vault.user, randomBytes(32));
}

import type { SecretKey } from '../keys/crypto.ts';
import { headerPath, readHeader } from '../keys/header.ts';
import { openOwnerSecrets } from '../keys/slot.ts';
import { logBug } from '../log.ts';
import { askedKeys, finishAsked } from '../passwords/asked.ts';
import type { VaultProcess } from '../process.ts';
import { finishRoot } from '../roots/renew.ts';
import { readDevice, wipeDevice } from '../session/device.ts';
import type { OpenVault } from '../session/openVault.ts';
import { areKeysDue, renewDueKeys } from '../staff/dueKeys.ts';
import { giveOwed, owedTo } from '../staff/owedKeys.ts';
import { renewDatabaseKey } from './databaseKey.ts';

/** Something that waits for ROOT's signature. What cannot be done stays due. */
export interface DueWork {
  readonly isDue: (vault: OpenVault) => boolean;
  readonly finish: (process: VaultProcess, vault: OpenVault, root: SecretKey, password: string) => unknown;
}

/** In this order: the key of the database last, so that it is made anew once for all that went before. */
const works: readonly DueWork[] = [
  { isDue: (vault) => owedTo(vault).length > 0, finish: (_process, vault, root) => giveOwed(vault, root) },
  { isDue: areKeysDue, finish: (_process, vault, root) => renewDueKeys(vault, root) },
  { isDue: (vault) => askedKeys(vault).length > 0, finish: (_process, vault, root) => finishAsked(vault, root) },
  {
    isDue: ({ chain: { authority } }) => authority.databaseKeyDue && !authority.rootDue,
    finish: renewDatabaseKey,
  },
  // It makes the key of the database anew too. Last: the ROOT at hand signs nothing any more once it has named the next.
  { isDue: (vault) => vault.chain.authority.rootDue, finish: finishRoot },
];

/**
 * Does whatever waits for an owner: at each of their logins, and when they ask for it. What cannot be done now (a full
 * disk, another window that is open) stays due and keeps nobody from working.
 */
export async function finishDue(
  process: VaultProcess,
  vault: OpenVault,
  root: SecretKey,
  password: string,
): Promise<void> {
  for (const { isDue, finish } of works) {
    if (vault.quarantine !== null || !isDue(vault)) continue;
    try {
      await finish(process, vault, root, password);
    } catch (error) {
      logBug(error, 'due');
    }
  }
}

/** At a login: only where something is due, as ROOT costs the work on the password once more. */
export async function finishAtLogin(process: VaultProcess, vault: OpenVault, password: string): Promise<void> {
  const { user } = vault;
  const me = vault.chain.authority.person(user);
  if (process.mode.kind !== 'main' || vault.quarantine !== null || me?.role !== 'owner') return;
  if (!works.some(({ isDue }) => isDue(vault))) return;
  const slot = readHeader(headerPath(process.folder)).slots.find(
    (candidate) => candidate.user === user && candidate.version === me.slot,
  );
  if (slot === undefined || slot.root === null) return;
  const device = await readDevice(process, vault.id);
  const { root, recovery } = openOwnerSecrets(device.secret, vault.id, slot, password);
  wipeDevice(device);
  recovery?.wipe();
  if (root === null) return;
  try {
    await finishDue(process, vault, root, password);
  } finally {
    root.wipe();
  }
}

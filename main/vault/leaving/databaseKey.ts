import { SecretKey } from '../keys/crypto.ts';
import { databaseKeyCommitment, settled, withNextKey } from '../keys/databaseKey.ts';
import { type Header, headerPath, readHeader, writeHeader } from '../keys/header.ts';
import { logBug } from '../log.ts';
import type { VaultProcess } from '../process.ts';
import { putWhole } from '../session/openDatabaseFile.ts';
import type { OpenVault } from '../session/openVault.ts';
import { commit } from '../store/commit.ts';
import { withoutThoseWhoLeft } from './tidy.ts';

/**
 * Makes the key of the database anew where somebody who held it has left: a copy under the new key takes the file's place,
 * the header gives it to everybody who stays, and an entry that ROOT signs says that it counts. `waits`: another process
 * has the database open.
 */
export function renewDatabaseKey(process: VaultProcess, vault: OpenVault, root: SecretKey): 'made' | 'waits' {
  const { authority } = vault.chain;
  if (!authority.databaseKeyDue) return 'made';
  if (vault.quarantine !== null || authority.recovery === null) return 'waits';
  const { folder } = process;
  const { recovery } = authority;
  // Whoever is stopped gets it when they are let in again.
  const boxes = new Map(authority.active().flatMap(({ user, box, frozen }) => (frozen === null ? [[user, box]] : [])));
  const before = readHeader(headerPath(folder));
  const next = SecretKey.random();
  const done = vault.file.renewKey(next, {
    add: () => writeHeader(folder, withNextKey(before, next, boxes, recovery)),
    settle: () => putSettled(folder, next, vault),
    undo: () => undo(folder, before),
  });
  if (!done) {
    next.wipe();
    return 'waits';
  }
  const generation = (authority.databaseKey?.generation ?? 0) + 1;
  commit(vault, {
    kind: 'vault.databaseKey',
    root,
    items: [{ t: 'databaseKey', generation, commitment: databaseKeyCommitment(vault.file.key, vault.id, generation) }],
  });
  return 'made';
}

function putSettled(folder: string, key: SecretKey, vault: OpenVault): void {
  const whole = settled(readHeader(headerPath(folder)), key, 'next');
  if (whole !== null) putWhole(folder, withoutThoseWhoLeft(whole, vault.chain.authority));
}

function undo(folder: string, before: Header): void {
  try {
    writeHeader(folder, before);
  } catch (error) {
    // It holds both keys then, and whoever opens the database next puts it right.
    logBug(error, 'header');
  }
}

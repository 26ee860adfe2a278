import { VaultError } from '#shared/errors.ts';
import { type SecretKey, equal } from '../keys/crypto.ts';
import { isNamedKey, settled } from '../keys/databaseKey.ts';
import { type Header, headerPath, readHeader, writeHeader } from '../keys/header.ts';
import { logBug } from '../log.ts';
import { DatabaseFile } from '../store/databaseFile.ts';
import { Lease } from '../store/lease.ts';

/**
 * Opens the database with the key that lies sealed in a slot. Between reading the header and this, another process may
 * have made a new key: under the lease the header is read once more. One that was interrupted in doing so left both keys
 * there: the file says which one counts, and the header is put right.
 */
export function openDatabaseFile(
  folder: string,
  found: Header,
  sealed: Uint8Array,
  open: (sealed: Uint8Array) => SecretKey | null,
): DatabaseFile {
  const lease = Lease.take(folder);
  try {
    const header = readHeader(headerPath(folder));
    const before = found.slots.find(({ database }) => equal(database, sealed));
    const slot = header.slots.find(({ user, version }) => user === before?.user && version === before.version);
    const former = open(slot?.database ?? sealed);
    const next = slot?.nextDatabase === undefined ? null : open(slot.nextDatabase);
    if (former === null) throw new VaultError('slotRefused');
    const file = tryOpen(folder, lease, former) ?? (next === null ? null : tryOpen(folder, lease, next));
    if (file === null) throw new VaultError(isNamedKey(header, former) ? 'vaultDamaged' : 'slotRefused');
    const whole = settled(header, file.key, file.key === next ? 'next' : 'former');
    if (whole !== null) trySettle(folder, whole);
    (file.key === next ? former : next)?.wipe();
    return file;
  } catch (error) {
    lease.close();
    throw error;
  }
}

/** Null where the key does not open the file. */
function tryOpen(folder: string, lease: Lease, key: SecretKey): DatabaseFile | null {
  try {
    return new DatabaseFile(folder, lease, key);
  } catch (error) {
    if (!(error instanceof VaultError && error.code === 'vaultDamaged')) throw error;
    return null;
  }
}

/** On a full disk the header keeps both keys, which is no reason to keep anybody out. */
function trySettle(folder: string, whole: Header): void {
  try {
    putWhole(folder, whole);
  } catch (error) {
    logBug(error, 'header');
  }
}

/** Twice, so that the previous header holds nothing of the one before either. */
export function putWhole(folder: string, header: Header): void {
  writeHeader(folder, header);
  writeHeader(folder, header);
}

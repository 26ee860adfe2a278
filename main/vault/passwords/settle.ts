import { openSealed, sealTo } from '../keys/crypto.ts';
import { headerPath, readHeader, writeHeader } from '../keys/header.ts';
import { type PersonKeys, type Slot, resealSeeds } from '../keys/slot.ts';
import type { VaultProcess } from '../process.ts';
import { readDevice, wipeDevice } from '../session/device.ts';
import type { OpenVault } from '../session/openVault.ts';
import type { Change } from '../store/commit.ts';

/** Everything sealed to a person's former keys, sealed to the next: parcels that wait, older keys of books. */
export function resealed(vault: OpenVault, former: PersonKeys, box: Uint8Array): NonNullable<Change['sealedKeys']> {
  return vault.sql.sealedKeysOf.all(vault.user).flatMap(({ key, generation, sealed }) => {
    const opened = openSealed(former.box, sealed);
    if (opened === null) return [];
    const again = { key, generation, user: vault.user, sealed: sealTo(box, opened.bytes) };
    opened.wipe();
    return [again];
  });
}

/**
 * After the first login with keys that were asked for, and once the journal holds what was sealed anew: the slot drops the
 * former seed, and the key of the database is sealed to the keys that count.
 */
export async function dropFormer(
  process: VaultProcess,
  vault: OpenVault,
  former: PersonKeys,
  password: string,
): Promise<void> {
  const header = readHeader(headerPath(process.folder));
  const version = vault.chain.authority.person(vault.user)?.slot;
  const slot = header.slots.find(({ user, version: of }) => user === vault.user && of === version);
  const rootPublic = vault.chain.authority.root;
  if (slot === undefined || rootPublic === null) return;
  const device = await readDevice(process, vault.id);
  const seeds = { seed: vault.keys.seed, next: null, rootPublic };
  const own = {
    ...resealSeeds(device.secret, vault.id, slot, password, seeds),
    ...databaseFor(slot, former, vault.keys.box.publicKey),
  };
  wipeDevice(device);
  writeHeader(process.folder, { ...header, slots: header.slots.map((each) => (each === slot ? own : each)) });
}

/** The database's key from one person's slot, sealed to other keys; what these keys do not open is left as it is. */
export function databaseFor(
  { database, nextDatabase }: Pick<Slot, 'database' | 'nextDatabase'>,
  from: PersonKeys,
  box: Uint8Array,
): Pick<Slot, 'database' | 'nextDatabase'> {
  const again = (sealed: Uint8Array): Uint8Array => {
    const key = openSealed(from.box, sealed);
    if (key === null) return sealed;
    const resealedKey = sealTo(box, key.bytes);
    key.wipe();
    return resealedKey;
  };
  return {
    database: again(database),
    ...(nextDatabase === undefined ? {} : { nextDatabase: again(nextDatabase) }),
  };
}

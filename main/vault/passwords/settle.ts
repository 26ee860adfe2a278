import { equal, openSealed, sealTo } from '../keys/crypto.ts';
import { changeHeader, headerPath, readHeader } from '../keys/header.ts';
import { type PersonKeys, resealSeeds } from '../keys/slot.ts';
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
export async function dropFormer(process: VaultProcess, vault: OpenVault, password: string): Promise<void> {
  const version = vault.chain.authority.person(vault.user)?.slot;
  const { slots } = readHeader(headerPath(process.folder));
  const slot = slots.find(({ user, version: of }) => user === vault.user && of === version);
  const rootPublic = vault.chain.authority.root;
  if (slot === undefined || rootPublic === null) return;
  const device = await readDevice(process, vault.id);
  const seeds = { seed: vault.keys.seed, next: null, rootPublic };
  const { sealed } = resealSeeds(device.secret, vault.id, slot, password, seeds);
  wipeDevice(device);
  const database = databaseFor(vault, vault.keys.box.publicKey);
  changeHeader(process.folder, (header) => ({
    ...header,
    slots: header.slots.map((each) => {
      if (!equal(each.sealed, slot.sealed)) return each;
      const renewed = { ...each, sealed, database };
      // Where a disk was full it may have stayed, sealed to the keys that go.
      delete renewed.nextDatabase;
      return renewed;
    }),
  }));
}

/** The key that opens the database now, sealed to somebody’s. */
export function databaseFor({ file }: OpenVault, box: Uint8Array): Uint8Array {
  return sealTo(box, file.key.bytes);
}

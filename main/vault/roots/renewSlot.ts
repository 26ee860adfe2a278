import { VaultError } from '#shared/errors.ts';
import { isLongEnough } from '../access/policy.ts';
import { type SecretKey, equal, sealTo } from '../keys/crypto.ts';
import { type Header, changeHeader, headerPath, readHeader } from '../keys/header.ts';
import { type Slot, withRoot } from '../keys/slot.ts';
import { databaseFor } from '../passwords/settle.ts';
import type { VaultProcess } from '../process.ts';
import { readDevice, wipeDevice } from '../session/device.ts';
import type { OpenVault } from '../session/openVault.ts';
import { commit } from '../store/commit.ts';
import { type RootSecrets, openRootBox, rootBoxKey, rootWaits } from './rootBox.ts';

/**
 * A slot takes the ROOT in force, at the first login after it was named, or when ROOT waits for somebody who has become an
 * owner. `slotsRoot`: the ROOT that the slot names; null = the one in force, or it is known not to matter. The box it came in goes last: whenever this is interrupted, the next login does it again.
 */
export async function renewSlot(
  process: VaultProcess,
  vault: OpenVault,
  slotsRoot: Uint8Array | null,
  password: string,
): Promise<void> {
  const { authority } = vault.chain;
  const { root } = authority;
  const older = root !== null && slotsRoot !== null && !equal(slotsRoot, root);
  if (root === null || !(older || rootWaits(vault))) return;
  const person = authority.person(vault.user);
  const owner = person?.role === 'owner';
  // A new owner's ROOT waits until their password is as long as an owner's has to be.
  if (owner && !person.ready && !isLongEnough(password, 'owner')) return;
  const secrets = openRootBox(vault);
  if (owner && secrets === null) {
    // An older slot was put back: an owner's slot is never written without ROOT's secret. A false box alone changes nothing.
    if (older) vault.raise({ code: 'headerForged', sequence: null });
    return;
  }
  try {
    await write(process, vault, password, root, secrets);
    if (secrets !== null) tell(vault, secrets);
  } finally {
    secrets?.root.wipe();
    secrets?.recovery.wipe();
  }
}

/** The box goes; an owner who has not held ROOT before shows with its signature that they do now. */
function tell(vault: OpenVault, { root }: RootSecrets): void {
  const { user } = vault;
  const first = vault.chain.authority.person(user)?.ready === false;
  commit(vault, {
    kind: 'roots.take',
    objects: [user],
    dropKeys: [{ key: rootBoxKey, user }],
    ...(first ? { items: [{ t: 'ready', user }], root } : {}),
  });
}

async function write(
  process: VaultProcess,
  vault: OpenVault,
  password: string,
  rootPublic: Uint8Array,
  secrets: RootSecrets | null,
): Promise<void> {
  const device = await readDevice(process, vault.id);
  try {
    const version = vault.chain.authority.person(vault.user)?.slot;
    const mine = (slot: Slot): boolean => slot.user === vault.user && slot.version === version;
    const slot = readHeader(headerPath(process.folder)).slots.find(mine);
    if (slot === undefined) throw new VaultError('slotRefused');
    const fresh = withRoot(device.secret, vault.id, slot, password, rootPublic, secrets);
    changeHeader(process.folder, (now) => ({
      ...now,
      // What else stands in it may have changed since: the time of the key derivation lies between.
      slots: now.slots.map((each) => (mine(each) ? { ...each, ...fresh } : each)),
      recovery: secrets === null ? now.recovery : recoveryPart(vault, now, device.secret, secrets),
    }));
  } finally {
    wipeDevice(device);
  }
}

/** What the recovery identity in force opens. Codes printed for the one before open nothing of it. */
function recoveryPart(vault: OpenVault, header: Header, device: SecretKey, { root }: RootSecrets): Header['recovery'] {
  const { recovery } = vault.chain.authority;
  if (recovery === null || equal(recovery, header.recovery.public)) return header.recovery;
  return {
    ...header.recovery,
    public: recovery,
    device: sealTo(recovery, device.bytes),
    root: sealTo(recovery, root.bytes),
    database: databaseFor(vault, recovery),
    slots: [],
  };
}

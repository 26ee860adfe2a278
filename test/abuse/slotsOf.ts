import type { SecretKey } from '../../main/vault/keys/crypto.ts';
import { type Header, headerPath, readHeader } from '../../main/vault/keys/header.ts';
import { type Slot, openOwnerSecrets, openSlot } from '../../main/vault/keys/slot.ts';
import { decodeOwnSecret, deviceOf } from '../../main/vault/session/device.ts';
import { type TestOffice, ownerPassword } from '../support/testVault.ts';

/** What the header of an office holds at this moment, and what passwords open of it. */
export function slotsOf(office: TestOffice) {
  const header = (): Header => readHeader(headerPath(office.folder));
  const device = (): SecretKey => {
    const kept = office.keychain.get(`device:${header().vault}`) ?? '';
    return deviceOf(decodeOwnSecret(kept), header()).secret;
  };
  const slotOf = (name: string): Slot => {
    const slot = header().slots.find(({ user }) => user === office.people.get(name)?.user);
    if (slot === undefined) throw new Error('no slot');
    return slot;
  };
  const owners = () => openOwnerSecrets(device(), header().vault, slotOf('Owner'), ownerPassword);
  return {
    header,
    slotOf,
    /** ROOT's secret as the owner's slot holds it. */
    ownersRoot(): SecretKey {
      const { root } = owners();
      if (root === null) throw new Error('no root');
      return root;
    },
    ownersRecovery(): { publicKey: Buffer; secret: SecretKey } {
      const { recovery } = owners();
      if (recovery === null) throw new Error('no recovery');
      return { publicKey: Buffer.from(header().recovery.public), secret: recovery };
    },
    rootNamedBy: (name: string, password: string): Buffer =>
      openSlot(device(), header().vault, slotOf(name), password).rootPublic,
  };
}

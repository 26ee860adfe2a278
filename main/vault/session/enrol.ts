import { encode } from 'cborg';
import type { Output, Parsed } from '#shared/contract/index.ts';
import { isId } from '#shared/domain/ids.ts';
import { type Role, roles } from '#shared/domain/roles.ts';
import { VaultError } from '#shared/errors.ts';
import type { Invitation } from '#shared/protocol.ts';
import { minimumPasswordLength } from '../access/policy.ts';
import { SecretKey, sign } from '../keys/crypto.ts';
import { calibrate } from '../keys/kdf.ts';
import { personKeys, sealSlot, userKey, wipePersonKeys } from '../keys/slot.ts';
import type { VaultProcess } from '../process.ts';
import { requireLength } from './create.ts';
import { readDevice, wipeDevice } from './device.ts';

function invited(process: VaultProcess): Invitation & { role: Role } {
  if (process.mode.kind !== 'newcomer') throw new VaultError('notAllowed');
  const { invitation: found } = process.mode;
  const role = roles.find((candidate) => candidate === found.role);
  if (role === undefined || !isId(found.user) || !isId(found.vault)) throw new VaultError('invitationUnknown');
  return { ...found, role };
}

/** What the newcomer's window greets with. */
export function invitation(process: VaultProcess): Output<'enrol.invitation'> {
  const { name, role, purpose } = invited(process);
  return { name, role, purpose, minimumLength: minimumPasswordLength(role) };
}

/** What the newcomer proves with: that whoever made the public keys holds their secrets and means this very invitation. */
export function enrolmentMessage(
  invitationOf: { vault: string; user: string; token: string },
  signPublic: Uint8Array,
  boxPublic: Uint8Array,
): Uint8Array {
  return encode(['coffer enrolment', invitationOf.vault, invitationOf.user, invitationOf.token, signPublic, boxPublic]);
}

/**
 * Makes the newcomer's seed and slot from the password, in a process of their own: neither the password nor the seed ever
 * comes near the owner's session, which gets the closed slot and two public keys.
 */
export async function setNewcomerPassword(
  process: VaultProcess,
  { password }: Parsed<'enrol.setPassword'>,
): Promise<Output<'enrol.setPassword'>> {
  const found = invited(process);
  requireLength(password, found.role);
  const device = await readDevice(process, found.vault);
  const keys = personKeys(SecretKey.random());
  const kdf = calibrate(() => performance.now(), process.kdfBudget);
  const naming = { vault: found.vault, user: found.user, version: found.version };
  const ukek = userKey(device.secret, naming, password, kdf);
  wipeDevice(device);
  const slot = sealSlot(ukek, naming, kdf, {
    seed: keys.seed,
    next: null,
    rootPublic: Buffer.from(found.rootPublic, 'base64url'),
    root: null,
    recovery: null,
  });
  ukek.wipe();
  const proof = sign(keys.sign.secret, 'enrolment', enrolmentMessage(found, keys.sign.publicKey, keys.box.publicKey));
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  await process.host.ask('enrolment.give', {
    token: found.token,
    slot: text(encode(slot)),
    signPublic: text(keys.sign.publicKey),
    boxPublic: text(keys.box.publicKey),
    proof: text(proof),
  });
  wipePersonKeys(keys);
  return { done: true };
}

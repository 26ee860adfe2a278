import { encode } from 'cborg';
import type { Id } from '#shared/domain/ids.ts';
import { SecretKey, decrypt, derive, encrypt } from './crypto.ts';

/**
 * An account of the operating system, as the header stores its way in: the device secret, which all slots are made with,
 * under the secret that the account's own keychain holds.
 */
export interface AccountSlot {
  readonly device: Id;
  readonly sealed: Uint8Array;
  /** What the account is called on this computer, under a key from the device secret. A word for people, not a proof. */
  readonly name: Uint8Array;
}

function associated(vault: Id, device: Id): Uint8Array {
  return encode(['coffer account secret', vault, device]);
}

/** Seals the device secret for an account, under what its keychain holds. */
export function sealForAccount(own: SecretKey, vault: Id, device: Id, secret: SecretKey): Buffer {
  const key = derive(own, 'account secret');
  const sealed = encrypt(key, secret.bytes, associated(vault, device));
  key.wipe();
  return sealed;
}

/** The device secret; null where the slot was touched, or is not this account's. */
export function openForAccount(
  own: SecretKey,
  vault: Id,
  { device, sealed }: Pick<AccountSlot, 'device' | 'sealed'>,
): SecretKey | null {
  const key = derive(own, 'account secret');
  const plain = decrypt(key, sealed, associated(vault, device));
  key.wipe();
  return plain === null || plain.byteLength !== 32 ? null : SecretKey.from(plain);
}

import { encode } from 'cborg';
import { type Id, idFromBytes } from '#shared/domain/ids.ts';
import { readSlipCode } from '#shared/domain/slipCode.ts';
import { VaultError } from '#shared/errors.ts';
import { SecretKey, decrypt, derive, encrypt, hash, keyedHash } from '../keys/crypto.ts';

/** For how long a code lets somebody in, in milliseconds: 72 hours. */
export const codeLasts = 72 * 3_600_000;

/** The key that a code as somebody typed it stands for; it has 130 random bits, so nothing has to make guessing slow. */
export function keyOfCode(vault: Id, typed: string): SecretKey {
  const symbols = readSlipCode(typed);
  if (symbols === null) throw new VaultError('inviteUnreadable');
  return SecretKey.from(hash([encode(['coffer invitation code', vault, symbols])]));
}

/** The name of what lies beside the vault for a code: whoever has the code finds it, and the name tells nothing of it. */
export function fileNameOf(key: SecretKey, vault: Id): Id {
  return idFromBytes(keyedHash(key, 'invitation file', [vault], 16));
}

/** Seals under a code's key: what it opens is as whoever made the code, or whoever was told it, has written it. */
export function sealUnder(key: SecretKey, purpose: string, vault: Id, content: unknown): Buffer {
  const own = derive(key, `invitation ${purpose}`);
  const plain = encode(content);
  const sealed = encrypt(own, plain, encode([`coffer ${purpose}`, vault]));
  plain.fill(0);
  own.wipe();
  return sealed;
}

/** Opens what `sealUnder` made; null where it was touched or is of another code. The caller wipes it. */
export function openUnder(key: SecretKey, purpose: string, vault: Id, sealed: Uint8Array): Buffer | null {
  const own = derive(key, `invitation ${purpose}`);
  const plain = decrypt(own, sealed, encode([`coffer ${purpose}`, vault]));
  own.wipe();
  return plain;
}

import { decode } from 'cborg';
import { z } from 'zod';
import { type Id, idFromBytes } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { openUnder, sealUnder } from '../invites/code.ts';
import { type KeyPair, type SecretKey, derive, keyedHash, signPair } from '../keys/crypto.ts';

const content = z.strictObject({
  secret: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength === 32),
  until: z.number().int(),
});
/** What a code for another account opens: the device secret, which is worth nothing without somebody's password. */
export type CodeContent = z.infer<typeof content>;

/** A code's name in the journal and of its file. It tells nothing of the code. */
export function codeIdOf(key: SecretKey, vault: Id): Id {
  return idFromBytes(keyedHash(key, 'account code', [vault], 16));
}

/** What an account proves with that it was let in by this code. */
export function codePair(key: SecretKey): KeyPair {
  const seed = derive(key, 'account code pair');
  const pair = signPair(seed);
  seed.wipe();
  return pair;
}

export function sealCode(key: SecretKey, vault: Id, value: CodeContent): Buffer {
  return sealUnder(key, 'account', vault, value);
}

/** Throws `inviteTouched`. The caller wipes the secret. */
export function openCode(key: SecretKey, vault: Id, sealed: Uint8Array): CodeContent {
  const plain = openUnder(key, 'account', vault, sealed);
  try {
    return content.parse(plain === null ? null : decode(plain));
  } catch {
    throw new VaultError('inviteTouched');
  } finally {
    plain?.fill(0);
  }
}

import { decode, encode } from 'cborg';
import { z } from 'zod';
import { type Id, idFromBytes, isId } from '#shared/domain/ids.ts';
import { locale } from '#shared/contract/host.ts';
import { VaultError } from '#shared/errors.ts';
import { type SecretKey, hash, keyedHash } from '../keys/crypto.ts';
import { openUnder, sealUnder } from './code.ts';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const anId = z.string().refine(isId);
const offer = z.strictObject({
  user: anId,
  role: z.enum(['manager', 'salesperson', 'service', 'auditor']),
  worksFor: anId.nullable(),
  name: z.string().min(1).max(200),
  company: z.string().max(200),
  root: bytes,
  /** Until when it can be answered, in milliseconds since 1970. */
  until: z.number().int(),
  /** The language of the six words, so that both screens show the same ones. */
  locale,
});
/** What an owner invites somebody to, as it lies beside the vault, sealed under the key of the code. */
export type Offer = z.infer<typeof offer>;

const answer = z.strictObject({
  slot: bytes,
  sign: bytes,
  box: bytes,
  proof: bytes,
  at: z.number().int(),
});
/** What the newcomer has made of the password: a closed slot and two public keys, sealed under the same key. */
export type Answer = z.infer<typeof answer>;

/** The invitation's name: over all that it says, with the key of its code. In an owner's entry it stands for all of it. */
export function inviteIdOf(key: SecretKey, vault: Id, of: Offer): Id {
  const { user, role, worksFor, name, company, root, until, locale: language } = of;
  const said = [vault, user, role, worksFor ?? '', name, company, root, until, language];
  return idFromBytes(keyedHash(key, 'invitation', said, 16));
}

export function sealOffer(key: SecretKey, vault: Id, value: Offer): Buffer {
  return sealUnder(key, 'invitation', vault, value);
}
export function openOffer(key: SecretKey, vault: Id, sealed: Uint8Array): Offer {
  return parsed(offer, openUnder(key, 'invitation', vault, sealed));
}
export function sealAnswer(key: SecretKey, vault: Id, value: Answer): Buffer {
  return sealUnder(key, 'answer', vault, value);
}
export function openAnswer(key: SecretKey, vault: Id, sealed: Uint8Array): Answer {
  return parsed(answer, openUnder(key, 'answer', vault, sealed));
}

function parsed<T>(schema: z.ZodType<T>, plain: Uint8Array | null): T {
  if (plain === null) throw new VaultError('inviteTouched');
  try {
    return schema.parse(decode(plain));
  } catch {
    throw new VaultError('inviteTouched');
  }
}

/**
 * Six numbers from 0 to 2,047 (66 bits) over both public keys, the person and ROOT: what two people compare who see the
 * same invitation on two screens. Whoever stole the code and answered first has other keys, hence other words.
 */
export function sixNumbers(vault: Id, of: Offer, made: Pick<Answer, 'sign' | 'box'>): number[] {
  const digest = hash([encode(['coffer six words', vault, of.user, of.role, of.root, made.sign, made.box])]);
  let bits = 0n;
  for (const byte of digest.subarray(0, 9)) bits = (bits << 8n) | BigInt(byte);
  // 72 bits; the first 66 of them.
  return Array.from({ length: 6 }, (_, i) => Number((bits >> BigInt(61 - 11 * i)) & 2047n));
}

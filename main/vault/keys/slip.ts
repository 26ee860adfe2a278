import { encode } from 'cborg';
import { VaultError } from '#shared/errors.ts';
import type { Id } from '#shared/domain/ids.ts';
import { type SecretKey, decrypt, derive, encrypt, equal, keyedHash } from './crypto.ts';
import { type OpenedSeeds, type Seeds, decodeSeeds, encodeSeeds } from './slot.ts';

/** A person's way in where the password is forgotten, as the header stores it: the code on their slip and the device secret open it. */
export interface Slip {
  readonly user: Id;
  /** Raised with every new slip; the journal says which one counts. */
  readonly no: number;
  /** Tells a wrong code from a damaged slip. */
  readonly check: Uint8Array;
  readonly sealed: Uint8Array;
}
interface Naming {
  readonly vault: Id;
  readonly user: Id;
  readonly no: number;
}

/** The code is 130 random bits, so nothing has to make guessing slow. */
function slipKey(device: SecretKey, { vault, user, no }: Naming, code: string): SecretKey {
  return derive(device, 'recovery slip', [vault, user, no, code]);
}

function associated({ vault, user, no }: Naming): Uint8Array {
  return encode(['coffer recovery slip', vault, user, no]);
}

/** `code`: its symbols without those that check them. */
export function sealSlip(
  device: SecretKey,
  naming: Naming,
  code: string,
  seeds: Seeds & { readonly rootPublic: Uint8Array },
): Slip {
  const key = slipKey(device, naming, code);
  const plain = encodeSeeds(seeds, seeds.rootPublic);
  const slip = {
    user: naming.user,
    no: naming.no,
    check: keyedHash(key, 'slip check', [], 8),
    sealed: encrypt(key, plain, associated(naming)),
  };
  plain.fill(0);
  key.wipe();
  return slip;
}

/** Opens a slip. Throws `slipWrong`, `slotRefused` (touched). */
export function openSlip(device: SecretKey, vault: Id, slip: Slip, code: string): OpenedSeeds {
  const naming = { vault, user: slip.user, no: slip.no };
  const key = slipKey(device, naming, code);
  try {
    if (!equal(keyedHash(key, 'slip check', [], 8), slip.check)) throw new VaultError('slipWrong');
    const plain = decrypt(key, slip.sealed, associated(naming));
    if (plain === null) throw new VaultError('slotRefused');
    return decodeSeeds(plain);
  } finally {
    key.wipe();
  }
}

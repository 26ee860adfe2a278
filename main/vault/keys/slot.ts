import { decode, encode } from 'cborg';
import { VaultError } from '#shared/errors.ts';
import type { Id } from '#shared/domain/ids.ts';
import { type KeyPair, SecretKey, boxPair, decrypt, derive, encrypt, equal, keyedHash, signPair } from './crypto.ts';
import { type KdfParams, passwordKey } from './kdf.ts';

/** One person's way in, as the header stores it. Only password and device secret together open it. */
export interface Slot {
  readonly user: Id;
  /** Raised with every change of password; the journal says which one counts. */
  readonly version: number;
  readonly kdf: KdfParams;
  /** Tells a wrong password from a damaged slot. */
  readonly check: Uint8Array;
  /** The user's seed and ROOT's public key under UKEK. */
  readonly sealed: Uint8Array;
  /** Of owners: ROOT's secret under UKEK. */
  readonly root: Uint8Array | null;
  /** Of owners, until the recovery kit is printed: the secret of REC under UKEK. */
  readonly recovery: Uint8Array | null;
  /** DBK, sealed to the user's public key. */
  readonly database: Uint8Array;
  /** While a new key of the database takes the old one's place: the new one, sealed the same way. */
  readonly nextDatabase?: Uint8Array | undefined;
  /** The name for the login list, under a key from the device secret. */
  readonly name: Uint8Array;
  /** Where the journal ended when this person was last here, under their signature and a key of the database. */
  readonly seen?: Uint8Array | undefined;
}

/** What a person's seed gives: one pair to be sealed to, one to sign with, and keys of their own. */
export interface PersonKeys {
  readonly seed: SecretKey;
  readonly box: KeyPair;
  readonly sign: KeyPair;
}

export function personKeys(seed: SecretKey): PersonKeys {
  const boxSeed = derive(seed, 'person box');
  const signSeed = derive(seed, 'person sign');
  const keys = { seed, box: boxPair(boxSeed), sign: signPair(signSeed) };
  boxSeed.wipe();
  signSeed.wipe();
  return keys;
}

export function wipePersonKeys(keys: PersonKeys): void {
  keys.seed.wipe();
  keys.box.secret.wipe();
  keys.sign.secret.wipe();
}

interface Naming {
  readonly vault: Id;
  readonly user: Id;
  readonly version: number;
}

/** UKEK: needs the device secret and the password. BLAKE2b keyed with the device secret over all that names the slot. */
export function userKey(device: SecretKey, naming: Naming, password: string, kdf: KdfParams): SecretKey {
  const typed = passwordKey(password, kdf);
  const key = derive(device, 'user key', [naming.vault, naming.user, naming.version, typed.bytes]);
  typed.wipe();
  return key;
}

function associated(naming: Naming, part: string): Uint8Array {
  return encode(['coffer slot', part, naming.vault, naming.user, naming.version]);
}

export interface Seeds {
  readonly seed: SecretKey;
  /** Of keys that were asked for and that ROOT may have named meanwhile: the journal says which of the two count. */
  readonly next: SecretKey | null;
}
function wipeSeeds({ seed, next }: Seeds): void {
  seed.wipe();
  next?.wipe();
}

export interface SlotSecrets extends Seeds {
  readonly rootPublic: Uint8Array;
  readonly root: SecretKey | null;
  readonly recovery: SecretKey | null;
}

/** The parts of a slot that depend on the password. */
export function sealSlot(
  ukek: SecretKey,
  naming: Naming,
  kdf: KdfParams,
  secrets: SlotSecrets,
): Pick<Slot, 'user' | 'version' | 'kdf' | 'check' | 'sealed' | 'root' | 'recovery'> {
  const plain = encodeSeeds(secrets, secrets.rootPublic);
  const own = derive(ukek, 'slot seed');
  const rootKey = derive(ukek, 'slot root');
  const recoveryKey = derive(ukek, 'slot recovery');
  const slot = {
    user: naming.user,
    version: naming.version,
    kdf,
    check: keyedHash(ukek, 'slot check', [], 8),
    sealed: encrypt(own, plain, associated(naming, 'seed')),
    root: secrets.root === null ? null : encrypt(rootKey, secrets.root.bytes, associated(naming, 'root')),
    recovery:
      secrets.recovery === null ? null : encrypt(recoveryKey, secrets.recovery.bytes, associated(naming, 'recovery')),
  };
  plain.fill(0);
  for (const key of [own, rootKey, recoveryKey]) key.wipe();
  return slot;
}

/** Seeds and ROOT's public key as a slot and a recovery slip hold them; to be wiped. */
export function encodeSeeds({ seed, next }: Seeds, rootPublic: Uint8Array): Uint8Array {
  return encode({ seed: seed.bytes, ...(next === null ? {} : { next: next.bytes }), root: rootPublic });
}

/** Opens what `encodeSeeds` made, and wipes it. */
export function decodeSeeds(plain: Uint8Array): OpenedSeeds {
  const content: unknown = decode(plain);
  plain.fill(0);
  const { seed, next, root } = content as { seed: Uint8Array; next?: Uint8Array; root: Uint8Array };
  return {
    seed: SecretKey.from(seed),
    next: next === undefined ? null : SecretKey.from(next),
    rootPublic: Buffer.from(root),
  };
}

export interface OpenedSeeds extends Seeds {
  readonly rootPublic: Buffer;
}

/** Opens a slot. Throws `wrongPassword`, `slotRefused` (touched), `kdfOutOfBounds`. */
export function openSlot(device: SecretKey, vault: Id, slot: Slot, password: string): OpenedSeeds {
  const naming = { vault, user: slot.user, version: slot.version };
  const ukek = userKey(device, naming, password, slot.kdf);
  try {
    if (!equal(keyedHash(ukek, 'slot check', [], 8), slot.check)) throw new VaultError('wrongPassword');
    const own = derive(ukek, 'slot seed');
    const plain = decrypt(own, slot.sealed, associated(naming, 'seed'));
    own.wipe();
    if (plain === null) throw new VaultError('slotRefused');
    return decodeSeeds(plain);
  } finally {
    ukek.wipe();
  }
}

/** The same slot with other seeds under the same password, which has just opened it. */
export function resealSeeds(
  device: SecretKey,
  vault: Id,
  slot: Slot,
  password: string,
  seeds: Seeds & { readonly rootPublic: Uint8Array },
): Slot {
  const naming = { vault, user: slot.user, version: slot.version };
  const ukek = userKey(device, naming, password, slot.kdf);
  const own = derive(ukek, 'slot seed');
  const plain = encodeSeeds(seeds, seeds.rootPublic);
  const sealed = encrypt(own, plain, associated(naming, 'seed'));
  plain.fill(0);
  own.wipe();
  ukek.wipe();
  return { ...slot, sealed };
}

/** What changes in a slot that takes another ROOT under the same password, and for an owner its secrets. */
export function withRoot(
  device: SecretKey,
  vault: Id,
  slot: Slot,
  password: string,
  rootPublic: Uint8Array,
  secrets: { readonly root: SecretKey; readonly recovery: SecretKey } | null,
): ReturnType<typeof sealSlot> {
  const opened = openSlot(device, vault, slot, password);
  const naming = { vault, user: slot.user, version: slot.version };
  const ukek = userKey(device, naming, password, slot.kdf);
  const held = secrets ?? { root: null, recovery: null };
  const fresh = sealSlot(ukek, naming, slot.kdf, { ...opened, rootPublic, ...held });
  ukek.wipe();
  wipeSeeds(opened);
  return fresh;
}

/** Opens what only a password typed just now may open: ROOT and, until the kit is printed, REC. */
export function openOwnerSecrets(
  device: SecretKey,
  vault: Id,
  slot: Slot,
  password: string,
): { root: SecretKey | null; recovery: SecretKey | null } {
  const naming = { vault, user: slot.user, version: slot.version };
  const ukek = userKey(device, naming, password, slot.kdf);
  try {
    if (!equal(keyedHash(ukek, 'slot check', [], 8), slot.check)) throw new VaultError('wrongPassword');
    return { root: part(ukek, slot.root, 'root', naming), recovery: part(ukek, slot.recovery, 'recovery', naming) };
  } finally {
    ukek.wipe();
  }
}

function part(ukek: SecretKey, sealed: Uint8Array | null, name: 'root' | 'recovery', naming: Naming): SecretKey | null {
  if (sealed === null) return null;
  const key = derive(ukek, `slot ${name}`);
  const plain = decrypt(key, sealed, associated(naming, name));
  key.wipe();
  if (plain === null) throw new VaultError('slotRefused');
  return SecretKey.from(plain);
}

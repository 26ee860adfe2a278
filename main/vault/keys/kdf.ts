import sodium from 'sodium-native';
import { VaultError } from '#shared/errors.ts';
import { SecretKey, randomBytes } from './crypto.ts';

const mebibyte = 1024 * 1024;
/** Passes over the memory. RFC 9106 names t = 3 for 64 MiB. */
const passes = 3;

/** Argon2id parameters as a slot stores them; memory in bytes. */
export interface KdfParams {
  readonly memory: number;
  readonly passes: number;
  readonly salt: Uint8Array;
}

/** Outside these bounds nothing is computed: a forged slot could ask for a trivial key, or for all the memory there is. */
export const kdfBounds = {
  leastMemory: 64 * mebibyte,
  mostMemory: 1024 * mebibyte,
  leastPasses: 3,
  mostPasses: 10,
} as const;

/** Argon2id (version 1.3) of the password in Unicode NFKC, so that every input method gives the same key. Refuses parameters out of bounds. */
export function passwordKey(password: string, params: KdfParams): SecretKey {
  const { leastMemory, mostMemory, leastPasses, mostPasses } = kdfBounds;
  if (
    !Number.isSafeInteger(params.memory) ||
    params.memory < leastMemory ||
    params.memory > mostMemory ||
    !Number.isSafeInteger(params.passes) ||
    params.passes < leastPasses ||
    params.passes > mostPasses ||
    params.salt.byteLength !== sodium.crypto_pwhash_SALTBYTES
  ) {
    throw new VaultError('kdfOutOfBounds');
  }
  const typed = Buffer.from(password.normalize('NFKC'), 'utf8');
  const key = new SecretKey(32);
  try {
    sodium.crypto_pwhash(
      key.bytes,
      typed,
      Buffer.from(params.salt),
      params.passes,
      params.memory,
      sodium.crypto_pwhash_ALG_ARGON2ID13,
    );
  } finally {
    sodium.sodium_memzero(typed);
  }
  return key;
}

/** How long the smallest work takes on this machine, in ms; known once this process has made a slot. */
let leastWork: number | undefined;

/**
 * Parameters for a new slot: the largest of 64, 128, 256, 512 MiB that this machine computes within `budget` ms.
 * The work grows with the memory, so the smallest is timed and the others follow from it; the better of two runs, because
 * a machine that was busy for a moment must not have weaker keys for years. A budget of 0 is the smallest, untimed.
 */
export function calibrate(now: () => number, budget: number): KdfParams {
  if (budget === 0) return leastParams();
  leastWork ??= Math.min(timed(now), timed(now));
  const mostWork = budget / 1.1;
  const sizes = [512, 256, 128] as const;
  const size = sizes.find((mebibytes) => ((leastWork ?? Infinity) * mebibytes) / 64 <= mostWork) ?? 64;
  return { memory: size * mebibyte, passes, salt: randomBytes(sodium.crypto_pwhash_SALTBYTES) };
}

function timed(now: () => number): number {
  const start = now();
  passwordKey('calibration', leastParams()).wipe();
  return now() - start;
}

/** The smallest parameters allowed, for a user who does not exist: the answer must take time all the same. */
export function leastParams(): KdfParams {
  return { memory: kdfBounds.leastMemory, passes, salt: randomBytes(sodium.crypto_pwhash_SALTBYTES) };
}

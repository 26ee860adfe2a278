import { encode } from 'cborg';
import type { Id } from '#shared/domain/ids.ts';
import { type SecretKey, sign, verify } from '../keys/crypto.ts';

/** The public halves that a ROOT brings with it: its own, and that of the recovery identity that belongs to it. */
export interface NextRoot {
  readonly public: Uint8Array;
  readonly recovery: Uint8Array;
}
/** Where in which journal a new ROOT is named, and which one names it. */
export interface RootPlace {
  readonly vault: Id;
  /** Hash of the entry before. */
  readonly prev: Uint8Array;
}

function message(before: Uint8Array | null, next: NextRoot, { vault, prev }: RootPlace): Uint8Array {
  return encode(['coffer new root', vault, prev, before, next.public, next.recovery]);
}

/**
 * The new ROOT's own word for the journal as it stood: whoever holds the old ROOT later cannot put another history in front
 * of the new one, for they cannot sign this over it.
 */
export function proveNextRoot(secret: SecretKey, before: Uint8Array, next: NextRoot, place: RootPlace): Buffer {
  return sign(secret, 'new root', message(before, next, place));
}

/** Why a new ROOT does not count, or null. */
export function nextRootRefusal(
  item: NextRoot & { readonly proof: Uint8Array },
  before: Uint8Array | null,
  place: RootPlace,
): string | null {
  if (before === null) return 'rootMissing';
  return verify(item.public, 'new root', message(before, item, place), item.proof) ? null : 'rootProofInvalid';
}

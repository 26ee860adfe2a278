import { encode } from 'cborg';
import sodium from 'sodium-native';

/**
 * The cryptographic operations of the vault, all of libsodium. Nothing here knows what the keys are for.
 * Secrets live in a `SecretKey`: an own Buffer, locked into memory and zeroed when it is closed.
 */

/** Zeroed, still locked buffers of 32 bytes: locking costs a system call, and bulk work opens a key for every row. */
const spare: Buffer[] = [];
const mostSpare = 64;

function lockedBuffer(length: number): Buffer {
  const used = length === 32 ? spare.pop() : undefined;
  if (used !== undefined) return used;
  // An own ArrayBuffer: pooled Buffers share pages with unrelated data and cannot be wiped.
  const bytes = Buffer.from(new ArrayBuffer(length));
  try {
    sodium.sodium_mlock(bytes);
  } catch {
    // The limit on locked memory is the operating system's (RLIMIT_MEMLOCK); the key still works and is still wiped.
  }
  return bytes;
}

/** A secret of fixed length that is kept out of swap and can be wiped. */
export class SecretKey {
  #bytes: Buffer | null;
  constructor(length = 32) {
    this.#bytes = lockedBuffer(length);
  }
  /** Takes the bytes over and wipes the source. */
  static from(source: Uint8Array): SecretKey {
    const key = new SecretKey(source.byteLength);
    key.bytes.set(source);
    source.fill(0);
    return key;
  }
  static random(length = 32): SecretKey {
    const key = new SecretKey(length);
    sodium.randombytes_buf(key.bytes);
    return key;
  }
  get bytes(): Buffer {
    if (this.#bytes === null) throw new Error('a wiped key was used');
    return this.#bytes;
  }
  get wiped(): boolean {
    return this.#bytes === null;
  }
  wipe(): void {
    if (this.#bytes === null) return;
    sodium.sodium_memzero(this.#bytes);
    if (this.#bytes.byteLength === 32 && spare.length < mostSpare) spare.push(this.#bytes);
    this.#bytes = null;
  }
}

export function randomBytes(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  sodium.randombytes_buf(bytes);
  return bytes;
}

/** Where small parts are put behind each other: for them, calling into the library with a list takes longer than the hash. */
const joined = Buffer.alloc(4096);

/** BLAKE2b of the concatenated parts (RFC 7693); `length` bytes, 32 unless told. */
export function hash(parts: readonly Uint8Array[], length = 32, key?: Uint8Array): Buffer {
  // What is made with a key may be one, and is no neighbour of other things in a shared block of memory.
  const out = key === undefined ? Buffer.allocUnsafe(length) : Buffer.alloc(length);
  let size = 0;
  for (const part of parts) size += part.byteLength;
  const few = size > 0 && size <= joined.byteLength && length >= sodium.crypto_generichash_BYTES_MIN;
  if (!few) {
    const inputs = parts.map(toBuffer);
    if (key === undefined) sodium.crypto_generichash_batch(out, inputs);
    else sodium.crypto_generichash_batch(out, inputs, toBuffer(key));
    return out;
  }
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.byteLength;
  }
  const input = joined.subarray(0, size);
  if (key === undefined) sodium.crypto_generichash(out, input);
  else sodium.crypto_generichash(out, input, toBuffer(key));
  input.fill(0);
  return out;
}

/** A key for one purpose from another key: BLAKE2b keyed with it over the purpose and its context, encoded unambiguously. */
export function derive(
  key: SecretKey,
  purpose: string,
  context: readonly (string | number | Uint8Array)[] = [],
): SecretKey {
  return SecretKey.from(hash([encode([`coffer ${purpose}`, ...context])], 32, key.bytes));
}

/** A public value computed with a key: commitments, check values, look-up hashes. */
export function keyedHash(
  key: SecretKey,
  purpose: string,
  context: readonly (string | number | Uint8Array)[],
  length = 32,
): Buffer {
  return hash([encode([`coffer ${purpose}`, ...context])], length, key.bytes);
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && sodium.sodium_memcmp(toBuffer(a), toBuffer(b));
}

/** Whether what lies in a column is that hash. Whoever writes by hand may have put text where bytes belong. */
export function isHash(stored: unknown, hash: Uint8Array): boolean {
  return stored instanceof Uint8Array && equal(stored, hash);
}

const nonceBytes = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
const tagBytes = sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES;

/** Nonces drawn at once, and how many are left: asking the system for each would take longer than sealing with it. */
const nonces = Buffer.alloc(256 * nonceBytes);
let noncesLeft = 0;

/** Puts a random nonce there that is used nowhere else. */
function drawNonce(into: Buffer): void {
  if (noncesLeft === 0) {
    sodium.randombytes_buf(nonces);
    noncesLeft = nonces.byteLength / nonceBytes;
  }
  noncesLeft -= 1;
  nonces.copy(into, 0, noncesLeft * nonceBytes, (noncesLeft + 1) * nonceBytes);
}

/** XChaCha20-Poly1305 with a random nonce in front. */
export function encrypt(key: SecretKey, plain: Uint8Array, associated: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(nonceBytes + plain.byteLength + tagBytes);
  const nonce = out.subarray(0, nonceBytes);
  drawNonce(nonce);
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
    out.subarray(nonceBytes),
    toBuffer(plain),
    toBuffer(associated),
    null,
    nonce,
    key.bytes,
  );
  return out;
}

/** Opens what `encrypt` made; null where key, bytes or associated data do not fit. */
export function decrypt(key: SecretKey, sealed: Uint8Array, associated: Uint8Array): Buffer | null {
  if (sealed.byteLength < nonceBytes + tagBytes) return null;
  const bytes = toBuffer(sealed);
  const out = Buffer.allocUnsafe(bytes.byteLength - nonceBytes - tagBytes);
  try {
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      out,
      null,
      bytes.subarray(nonceBytes),
      toBuffer(associated),
      bytes.subarray(0, nonceBytes),
      key.bytes,
    );
    return out;
  } catch {
    return null;
  }
}

/** An X25519 or Ed25519 pair. */
export interface KeyPair {
  readonly publicKey: Buffer;
  readonly secret: SecretKey;
}

export function boxPair(seed: SecretKey): KeyPair {
  const publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES);
  const secret = new SecretKey(sodium.crypto_box_SECRETKEYBYTES);
  sodium.crypto_box_seed_keypair(publicKey, secret.bytes, seed.bytes);
  return { publicKey, secret };
}

export function signPair(seed: SecretKey): KeyPair {
  const publicKey = Buffer.alloc(sodium.crypto_sign_PUBLICKEYBYTES);
  const secret = new SecretKey(sodium.crypto_sign_SECRETKEYBYTES);
  sodium.crypto_sign_seed_keypair(publicKey, secret.bytes, seed.bytes);
  return { publicKey, secret };
}

/** Sealed box: anybody can write to a public key, and nobody learns who did. Hence: only to keys that ROOT certified. */
export function sealTo(publicKey: Uint8Array, plain: Uint8Array): Buffer {
  const out = Buffer.alloc(plain.byteLength + sodium.crypto_box_SEALBYTES);
  sodium.crypto_box_seal(out, toBuffer(plain), toBuffer(publicKey));
  return out;
}

export function openSealed(pair: KeyPair, sealed: Uint8Array): SecretKey | null {
  if (sealed.byteLength <= sodium.crypto_box_SEALBYTES) return null;
  const key = new SecretKey(sealed.byteLength - sodium.crypto_box_SEALBYTES);
  try {
    if (sodium.crypto_box_seal_open(key.bytes, toBuffer(sealed), pair.publicKey, pair.secret.bytes)) return key;
  } catch {
    // Falls through: a box that does not open is an answer, not a fault.
  }
  key.wipe();
  return null;
}

/** Ed25519 over a domain-separated message. */
export function sign(secret: SecretKey, purpose: string, message: Uint8Array): Buffer {
  const signature = Buffer.alloc(sodium.crypto_sign_BYTES);
  sodium.crypto_sign_detached(signature, Buffer.concat([Buffer.from(`coffer ${purpose}\0`), message]), secret.bytes);
  return signature;
}

export function verify(publicKey: Uint8Array, purpose: string, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.byteLength !== sodium.crypto_sign_BYTES || publicKey.byteLength !== sodium.crypto_sign_PUBLICKEYBYTES)
    return false;
  return sodium.crypto_sign_verify_detached(
    toBuffer(signature),
    Buffer.concat([Buffer.from(`coffer ${purpose}\0`), message]),
    toBuffer(publicKey),
  );
}

export function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

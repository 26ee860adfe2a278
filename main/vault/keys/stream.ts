import sodium from 'sodium-native';
import { type SecretKey, toBuffer } from './crypto.ts';

/** The part of sodium-native 5 whose published types still describe an older interface. */
interface Streams {
  readonly crypto_generichash_STATEBYTES: number;
  crypto_generichash_init(state: Buffer, key: Buffer | null, length: number): void;
  crypto_generichash_update(state: Buffer, input: Buffer): void;
  crypto_generichash_final(state: Buffer, out: Buffer): void;
  readonly crypto_secretstream_xchacha20poly1305_STATEBYTES: number;
  readonly crypto_secretstream_xchacha20poly1305_HEADERBYTES: number;
  readonly crypto_secretstream_xchacha20poly1305_ABYTES: number;
  readonly crypto_secretstream_xchacha20poly1305_TAG_MESSAGE: number;
  readonly crypto_secretstream_xchacha20poly1305_TAG_FINAL: number;
  crypto_secretstream_xchacha20poly1305_init_push(state: Buffer, header: Buffer, key: Buffer): void;
  crypto_secretstream_xchacha20poly1305_push(state: Buffer, out: Buffer, plain: Buffer, ad: null, tag: number): void;
  crypto_secretstream_xchacha20poly1305_init_pull(state: Buffer, header: Buffer, key: Buffer): void;
  crypto_secretstream_xchacha20poly1305_pull(state: Buffer, out: Buffer, tag: Buffer, sealed: Buffer, ad: null): void;
}
const streams = sodium as unknown as Streams;

/** Plain bytes of one chunk of a sealed file. */
export const chunkBytes = 64 * 1024;
/** Bytes in front of the first chunk of a sealed file. */
export const headerBytes = streams.crypto_secretstream_xchacha20poly1305_HEADERBYTES;
/** How much longer a sealed chunk is than its plain bytes. */
export const chunkOverhead = streams.crypto_secretstream_xchacha20poly1305_ABYTES;

/** BLAKE2b-256 of bytes that come piece by piece. */
export class RunningHash {
  readonly #state = Buffer.alloc(streams.crypto_generichash_STATEBYTES);
  constructor() {
    streams.crypto_generichash_init(this.#state, null, 32);
  }
  update(bytes: Uint8Array): void {
    if (bytes.byteLength > 0) streams.crypto_generichash_update(this.#state, toBuffer(bytes));
  }
  final(): Buffer {
    const out = Buffer.alloc(32);
    streams.crypto_generichash_final(this.#state, out);
    return out;
  }
}

/** Seals a file chunk by chunk (libsodium secretstream); the last chunk carries the final tag. */
export class SealingStream {
  readonly #state = Buffer.alloc(streams.crypto_secretstream_xchacha20poly1305_STATEBYTES);
  readonly header = Buffer.alloc(headerBytes);
  constructor(key: SecretKey) {
    streams.crypto_secretstream_xchacha20poly1305_init_push(this.#state, this.header, key.bytes);
  }
  seal(plain: Uint8Array, last: boolean): Buffer {
    const out = Buffer.alloc(plain.byteLength + chunkOverhead);
    const tag = last
      ? streams.crypto_secretstream_xchacha20poly1305_TAG_FINAL
      : streams.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    streams.crypto_secretstream_xchacha20poly1305_push(this.#state, out, toBuffer(plain), null, tag);
    return out;
  }
  wipe(): void {
    sodium.sodium_memzero(this.#state);
  }
}

/** Opens what `SealingStream` sealed. */
export class OpeningStream {
  readonly #state = Buffer.alloc(streams.crypto_secretstream_xchacha20poly1305_STATEBYTES);
  constructor(key: SecretKey, header: Uint8Array) {
    streams.crypto_secretstream_xchacha20poly1305_init_pull(this.#state, toBuffer(header), key.bytes);
  }
  /** The plain bytes and whether it is the last chunk; null where key or bytes do not fit, or the order was changed. */
  open(sealed: Uint8Array): { readonly plain: Buffer; readonly last: boolean } | null {
    if (sealed.byteLength < chunkOverhead) return null;
    const plain = Buffer.alloc(sealed.byteLength - chunkOverhead);
    const tag = Buffer.alloc(1);
    try {
      streams.crypto_secretstream_xchacha20poly1305_pull(this.#state, plain, tag, toBuffer(sealed), null);
    } catch {
      return null;
    }
    return { plain, last: tag[0] === streams.crypto_secretstream_xchacha20poly1305_TAG_FINAL };
  }
  wipe(): void {
    sodium.sodium_memzero(this.#state);
  }
}

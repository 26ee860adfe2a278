import { isUtf8 } from 'node:buffer';
import { encode } from 'cborg';
import { toBuffer } from '../keys/crypto.ts';

/** Far more than anything of ours is nested. */
const deepest = 16;
/** From here on the platform's own decoder is the faster one. */
const longText = 40;

/**
 * Reads CBOR (RFC 8949) in the one form that `encode` of cborg writes: every head in its shortest form, no indefinite
 * lengths, the keys of a map in order and each once, valid UTF-8, nothing behind the end. Null where the bytes are in another
 * form, or hold what is never written here: tags, undefined, numbers beyond 53 bits, keys that are not text.
 * Reading in this way is several times faster than reading in any form, writing it anew, and comparing.
 */
export function decodeCanonical(bytes: Uint8Array): unknown {
  // A column of a database that somebody else writes to may hold anything.
  if (!(bytes instanceof Uint8Array)) return null;
  try {
    const reader = new Reader(toBuffer(bytes));
    const value = reader.value(0);
    return reader.atEnd ? value : null;
  } catch (error) {
    if (error instanceof NotCanonical) return null;
    throw error;
  }
}

class NotCanonical extends Error {}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  value(depth: number): unknown {
    const head = this.#byte();
    const minor = head & 31;
    switch (head >> 5) {
      case 0:
        return this.#argument(minor);
      case 1:
        return this.#negative(minor);
      case 2:
        return this.#take(this.#argument(minor));
      case 3:
        return this.#text(this.#argument(minor));
      case 4:
        return this.#array(this.#argument(minor), depth);
      case 5:
        return this.#map(this.#argument(minor), depth);
      case 7:
        return this.#simple(minor);
      default:
        throw new NotCanonical();
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new NotCanonical();
    this.#at += 1;
    return byte;
  }

  /** The number that a head carries, refused where it would have fitted into fewer bytes. */
  #argument(minor: number): number {
    if (minor < 24) return minor;
    if (minor === 24) return this.#unsigned(1, 24);
    if (minor === 25) return this.#unsigned(2, 0x100);
    if (minor === 26) return this.#unsigned(4, 0x1_0000);
    if (minor === 27) return this.#unsigned(8, 0x1_0000_0000);
    throw new NotCanonical();
  }

  #unsigned(width: number, least: number): number {
    let value = 0;
    for (let i = 0; i < width; i += 1) value = value * 256 + this.#byte();
    // Beyond 53 bits the sum is rounded, but never to what is allowed.
    if (value < least || value > Number.MAX_SAFE_INTEGER) throw new NotCanonical();
    return value;
  }

  #negative(minor: number): number {
    const value = -1 - this.#argument(minor);
    if (!Number.isSafeInteger(value)) throw new NotCanonical();
    return value;
  }

  /** Goes past so many bytes; answers where they begin. */
  #pass(length: number): number {
    const from = this.#at;
    if (length > this.#bytes.length - from) throw new NotCanonical();
    this.#at = from + length;
    return from;
  }

  #take(length: number): Buffer {
    const from = this.#pass(length);
    return this.#bytes.subarray(from, this.#at);
  }

  #text(length: number): string {
    const from = this.#pass(length);
    const bytes = this.#bytes;
    const end = this.#at;
    if (length <= longText) {
      let text = '';
      let i = from;
      for (; i < end; i += 1) {
        const byte = bytes[i] ?? 0x80;
        if (byte >= 0x80) break;
        text += String.fromCharCode(byte);
      }
      if (i === end) return text;
    }
    const text = bytes.subarray(from, end);
    // A mark of byte order in front is lost to other readers.
    const isMarked = text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf;
    if (isMarked || !isUtf8(text)) throw new NotCanonical();
    return text.toString();
  }

  #array(count: number, depth: number): unknown[] {
    if (depth >= deepest) throw new NotCanonical();
    const list: unknown[] = [];
    for (let i = 0; i < count; i += 1) list.push(this.value(depth + 1));
    return list;
  }

  #map(count: number, depth: number): Record<string, unknown> {
    if (depth >= deepest) throw new NotCanonical();
    const map: Record<string, unknown> = {};
    let last = -1;
    for (let i = 0; i < count; i += 1) {
      const at = this.#at;
      const head = this.#byte();
      if (head >> 5 !== 3) throw new NotCanonical();
      const key = this.#text(this.#argument(head & 31));
      // It would become the map's prototype.
      if (key === '__proto__' || (last >= 0 && !this.#follows(last, at))) throw new NotCanonical();
      last = at;
      map[key] = this.value(depth + 1);
    }
    return map;
  }

  /** Whether the key at `next` comes behind the one at `last`: by the bytes as they are written, which sorts shorter ones first. */
  #follows(last: number, next: number): boolean {
    const bytes = this.#bytes;
    // Where both begin alike they are equally long, and so differ before either ends, or not at all.
    for (let i = 0; next + i < this.#at; i += 1) {
      const difference = (bytes[next + i] ?? 0) - (bytes[last + i] ?? 0);
      if (difference !== 0) return difference > 0;
    }
    return false;
  }

  #simple(minor: number): boolean | number | null {
    if (minor === 20) return false;
    if (minor === 21) return true;
    if (minor === 22) return null;
    if (minor < 25 || minor > 27) throw new NotCanonical();
    const from = this.#at - 1;
    const bytes = this.#take(2 << (minor - 25));
    const value = minor === 27 ? bytes.readDoubleBE() : minor === 26 ? bytes.readFloatBE() : half(bytes.readUInt16BE());
    // Fractions are rare: here writing it anew is the simplest proof of the form.
    if (!this.#bytes.subarray(from, this.#at).equals(encode(value))) throw new NotCanonical();
    return value;
  }
}

/** A number of 16 bits (IEEE 754 binary16). */
function half(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  const size =
    exponent === 0
      ? mantissa * 2 ** -24
      : exponent === 31
        ? mantissa === 0
          ? Number.POSITIVE_INFINITY
          : Number.NaN
        : (1 + mantissa / 1024) * 2 ** (exponent - 15);
  return bits >> 15 === 1 ? -size : size;
}

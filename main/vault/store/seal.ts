import { decode, encode } from 'cborg';
import type { Id } from '#shared/domain/ids.ts';
import { type SecretKey, decrypt, encrypt } from '../keys/crypto.ts';

/** Everything that a sealed value is bound to: it opens nowhere else and as nothing else. */
export interface ValueNaming {
  readonly vault: Id;
  readonly kind: string;
  readonly subject: Id;
  readonly id: Id;
  readonly class: string;
  readonly keyNo: number;
  readonly version: number;
}

/** The version that payloads are written in; `upcast` reads older ones. */
const schema = 1;

function associated(naming: ValueNaming, schemaOf: number): Uint8Array {
  return encode([
    'coffer value',
    naming.vault,
    naming.kind,
    naming.subject,
    naming.id,
    naming.class,
    naming.keyNo,
    naming.version,
    schemaOf,
  ]);
}

/** Sizes tell: a short value is padded to 64 bytes, a longer one to 256 or 1024. */
function paddedLength(length: number): number {
  const step = length <= 1024 ? 64 : length <= 8192 ? 256 : 1024;
  return Math.ceil(length / step) * step;
}

/** Seals a payload under its record key. First byte of the result: the schema it was written in. */
export function sealValue(key: SecretKey, naming: ValueNaming, payload: unknown): Buffer {
  const content = encode(payload);
  const padded = Buffer.alloc(paddedLength(content.byteLength + 4));
  padded.writeUInt32BE(content.byteLength);
  padded.set(content, 4);
  const sealed = encrypt(key, padded, associated(naming, schema));
  padded.fill(0);
  content.fill(0);
  return Buffer.concat([Buffer.from([schema]), sealed]);
}

/**
 * Opens a payload; null where key, bytes or naming do not fit, and where what was sealed is not of a form that this
 * program writes: whoever holds the key can seal anything.
 */
export function openValue(key: SecretKey, naming: ValueNaming, sealed: Uint8Array): unknown {
  const written = sealed[0];
  if (written === undefined || written > schema) return null;
  const padded = decrypt(key, sealed.subarray(1), associated(naming, written));
  if (padded === null) return null;
  try {
    return decode(padded.subarray(4, 4 + padded.readUInt32BE()));
  } catch {
    return null;
  } finally {
    padded.fill(0);
  }
}

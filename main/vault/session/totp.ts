import { createHmac } from 'node:crypto';
import { equal } from '../keys/crypto.ts';

/** Seconds of one step, digits of a code: what every authenticator takes without being told (RFC 6238). */
const period = 30;
const digits = 6;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base 32 of RFC 4648 without padding. */
export function base32(bytes: Uint8Array): string {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((value >>> bits) & 31);
    }
  }
  return bits > 0 ? text + alphabet.charAt((value << (5 - bits)) & 31) : text;
}

/** The code of one counter value (RFC 4226, HMAC-SHA-1). */
export function hotp(secret: Uint8Array, counter: number, length = digits): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', secret).update(message).digest();
  const offset = (mac[19] ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** length).padStart(length, '0');
}

/** The counter at a moment in milliseconds. */
export function stepAt(now: number): number {
  return Math.floor(now / 1_000 / period);
}

/**
 * The step that a code belongs to: this one or a neighbour, since clocks differ. Null where it fits none, or only one that
 * is not after `last`: whoever looked over a shoulder cannot use the same code again.
 */
export function stepOfCode(secret: Uint8Array, code: string, now: number, last: number): number | null {
  const typed = Buffer.from(code);
  let found: number | null = null;
  for (const step of [stepAt(now) - 1, stepAt(now), stepAt(now) + 1])
    if (equal(Buffer.from(hotp(secret, step)), typed) && step > last) found ??= step;
  return found;
}

/** What the QR code says to the telephone. */
export function enrolmentUri(secret: Uint8Array, company: string, person: string): string {
  const label = `${encodeURIComponent(company)}:${encodeURIComponent(person)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(company)}`;
}

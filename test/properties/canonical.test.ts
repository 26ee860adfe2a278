import { decode, encode } from 'cborg';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCanonical } from '../../main/vault/journal/canonical.ts';

const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, -1, -24, -25, -256, -257),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
  fc.float(),
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 50 }).filter((some) => !some.startsWith('\ufeff')),
  fc.string({ minLength: 23, maxLength: 300 }),
  fc.constantFrom('', 'café', '王芳', '\u{1f600}'),
);
const { value } = fc.letrec<{ value: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(number, text, fc.uint8Array({ maxLength: 300 }), fc.boolean(), fc.constant(null)),
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 40 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 40, noNullPrototype: true },
    ),
  ),
}));

/** Whether a value is of those that are never written. */
function isStrange(found: unknown): boolean {
  if (found === undefined || typeof found === 'bigint') return true;
  if (found instanceof Uint8Array || typeof found !== 'object' || found === null) return false;
  return Object.hasOwn(found, '__proto__') || Object.values(found).some(isStrange);
}

/** Bytes of either reader as one type, so that they compare. */
function plain(found: unknown): unknown {
  if (found instanceof Uint8Array) return Buffer.from(found).toString('hex');
  if (Array.isArray(found)) return found.map(plain);
  if (typeof found !== 'object' || found === null) return found;
  return Object.fromEntries(Object.entries(found).map(([key, inner]) => [key, plain(inner)]));
}

/** By the library, in the slow way: read in any form, written anew, compared. */
function slowly(raw: Uint8Array): unknown {
  try {
    const read: unknown = decode(raw);
    return !isStrange(read) && Buffer.from(encode(read)).equals(raw) ? plain(read) : null;
  } catch {
    return null;
  }
}

test('whatever the library writes comes back', () => {
  fc.assert(
    fc.property(value, (some) => {
      const raw = encode(some);
      expect(plain(decodeCanonical(raw))).toEqual(plain(some));
      expect(slowly(raw)).toEqual(plain(some));
    }),
  );
});

test('whatever becomes of the bytes is taken only where writing it anew gives these very bytes', () => {
  const change = fc.record({
    at: fc.nat(),
    take: fc.nat({ max: 3 }),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 3 }),
      // Heads of every kind and width.
      fc
        .tuple(fc.nat({ max: 7 }), fc.constantFrom(0, 1, 20, 22, 23, 24, 25, 26, 27, 28, 31))
        .map(([kind, minor]) => Uint8Array.of(kind * 32 + minor)),
    ),
  });
  fc.assert(
    fc.property(value, fc.array(change, { minLength: 1, maxLength: 3 }), (some, changes) => {
      let raw = Buffer.from(encode(some));
      for (const { at, take, put } of changes) {
        const from = at % (raw.length + 1);
        raw = Buffer.concat([raw.subarray(0, from), put, raw.subarray(from + take)]);
      }
      expect(plain(decodeCanonical(raw))).toEqual(slowly(raw));
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 24 }), (raw) => {
      expect(plain(decodeCanonical(raw))).toEqual(slowly(raw));
    }),
    { numRuns: 1_000 },
  );
});

test('long texts and bytes come back', () => {
  for (const length of [39, 40, 41, 255, 256, 65_535, 65_536]) {
    const some = { text: 'x'.repeat(length), wide: '芳'.repeat(length), bytes: Buffer.alloc(length, 7) };
    expect(plain(decodeCanonical(encode(some)))).toEqual(plain(some));
  }
});

test('every single bit of an entry counts', () => {
  const raw = Buffer.from(
    encode({ v: 1, seq: 300, time: 1_790_000_000_000, part: 0.5, list: [null, true, -500], hash: Buffer.alloc(32, 7) }),
  );
  for (let bit = 0; bit < raw.length * 8; bit += 1) {
    const other = Buffer.from(raw);
    other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(plain(decodeCanonical(other))).toEqual(slowly(other));
  }
});

const hex = (digits: string): Buffer => Buffer.from(digits.replaceAll(' ', ''), 'hex');

test.each([
  ['a number in more bytes than it takes', '18 17'],
  ['the same, in two bytes', '19 00 ff'],
  ['the same, in four', '1a 00 00 ff ff'],
  ['the same, in eight', '1b 00 00 00 00 ff ff ff ff'],
  ['a number beyond 53 bits', '1b 00 20 00 00 00 00 00 00'],
  ['a negative one beyond 53 bits', '3b 00 1f ff ff ff ff ff ff'],
  ['the length of a text in more bytes than it takes', '78 01 61'],
  ['the length of bytes in more bytes than it takes', '58 01 61'],
  ['an array of no stated length', '9f 01 ff'],
  ['a map of no stated length', 'bf 61 61 01 ff'],
  ['a text in pieces', '7f 61 61 ff'],
  ['an end without a beginning', 'ff'],
  ['keys out of order', 'a2 61 62 01 61 61 02'],
  ['a longer key in front', 'a2 62 61 61 01 61 62 02'],
  ['a key twice', 'a2 61 61 01 61 61 02'],
  ['a key that is no text', 'a1 01 02'],
  ['a key that would become the prototype', 'a1 69 5f 5f 70 72 6f 74 6f 5f 5f 01'],
  ['a tag', 'c0 61 61'],
  ['undefined', 'f7'],
  ['a simple value in two bytes', 'f8 16'],
  ['a fraction in more bytes than it takes', 'fa 3f 00 00 00'],
  ['a whole number as a fraction', 'f9 3c 00'],
  ['zero below nothing', 'f9 80 00'],
  ['a text that is no text', '61 ff'],
  ['half a pair of a character', '63 ed a0 80'],
  ['a character in more bytes than it takes', '62 c1 a1'],
  ['a mark of byte order in front', '64 ef bb bf 61'],
  ['something behind the end', '01 01'],
  ['nothing', ''],
  ['more items than there are bytes', '9b 00 00 00 ff ff ff ff ff'],
  ['more text than there are bytes', '7a ff ff ff ff'],
])('%s is refused', (_what, digits) => {
  expect(decodeCanonical(hex(digits))).toBeNull();
});

test('what is nested without end is refused, and quickly', () => {
  expect(decodeCanonical(Buffer.alloc(100_000, 0x81))).toBeNull();
  const maps = Array.from({ length: 20 }, () => hex('a1 61 61'));
  expect(decodeCanonical(Buffer.concat([...maps, hex('01')]))).toBeNull();
  expect(decodeCanonical(Buffer.concat([...maps.slice(0, 10), hex('01')]))).not.toBeNull();
  expect(decodeCanonical(Buffer.concat([Buffer.alloc(10, 0x81), hex('01')]))).not.toBeNull();
});

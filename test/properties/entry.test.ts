import { decode, encode } from 'cborg';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldClasses } from '#shared/domain/fields.ts';
import { idFromBytes } from '#shared/domain/ids.ts';
import { type EntryBody, decodeEntry, encodeEntry, entryHash, recordKinds } from '../../main/vault/journal/entry.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const id = bytes(16).map((raw) => idFromBytes(raw));
const count = fc.nat();
const subject = fc.record({
  id,
  kind: fc.constantFrom(...recordKinds),
  books: fc.option(fc.array(id, { minLength: 1, maxLength: 8 })),
  from: fc.option(fc.array(id, { maxLength: 8 })),
  rows: fc.array(fc.tuple(id, fc.constantFrom(...recordKinds), fc.constantFrom(...fieldClasses), count, bytes(32)), {
    maxLength: 4,
  }),
  keys: fc.array(fc.tuple(fc.constantFrom(...fieldClasses), count, bytes(32)), { maxLength: 4 }),
});
const entry: fc.Arbitrary<EntryBody> = fc.record({
  v: fc.constant(1 as const),
  vault: id,
  device: id,
  seq: count,
  prev: bytes(32),
  authority: fc.option(fc.record({ seq: count, hash: bytes(32) })),
  time: count,
  session: id,
  actor: fc.option(id),
  kind: fc.string({ maxLength: 60 }),
  objects: fc.array(id, { maxLength: 5 }),
  count,
  details: fc.dictionary(
    fc.string({ maxLength: 20 }).filter((key) => key !== '__proto__'),
    fc.oneof(fc.string({ maxLength: 40 }), fc.integer()),
    { noNullPrototype: true },
  ),
  subjects: fc.array(subject, { maxLength: 3 }),
  items: fc.array(
    fc.oneof(
      fc.record({ t: fc.constant('slot' as const), user: id, version: count }),
      fc.constant({ t: 'move' as const }),
      fc.record({ t: fc.constant('worksFor' as const), user: id, manager: fc.option(id) }),
    ),
    { maxLength: 3 },
  ),
  batch: fc.option(id),
  app: fc.string({ maxLength: 40 }),
});

test('an entry comes back from its bytes as it went in, and has one form only', () => {
  fc.assert(
    fc.property(entry, (body) => {
      const encoded = encodeEntry(body);
      const back = decodeEntry(encoded);
      expect(back).not.toBeNull();
      if (back === null) return;
      expect(Buffer.from(encodeEntry(back))).toEqual(Buffer.from(encoded));
      // The order in which fields were set does not show.
      const turned = Object.fromEntries(Object.entries(body).reverse()) as unknown as EntryBody;
      expect(Buffer.from(encodeEntry(turned))).toEqual(Buffer.from(encoded));
    }),
  );
});

test('two entries that differ have different bytes and hashes', () => {
  fc.assert(
    fc.property(entry, entry, (one, other) => {
      const same = Buffer.from(encodeEntry(one)).equals(Buffer.from(encodeEntry(other)));
      expect(entryHash(one.prev, encodeEntry(one)).equals(entryHash(other.prev, encodeEntry(other)))).toBe(same);
    }),
  );
});

test('any other form of the same content is no entry', () => {
  fc.assert(
    fc.property(entry, (body) => {
      const encoded = Buffer.from(encodeEntry(body));
      // A map whose keys stand in another order, and an integer in more bytes than it takes: valid CBOR both.
      const entries = Object.entries(decode(encoded) as Record<string, unknown>).reverse();
      const parts = entries.flatMap(([key, value]) => [encode(key), encode(value)]);
      const turned = Buffer.concat([Buffer.from([0xa0 + entries.length]), ...parts]);
      if (!turned.equals(encoded)) expect(decodeEntry(turned)).toBeNull();
      const at = encoded.indexOf(Buffer.concat([encode('v'), Buffer.from([1])]));
      const long = Buffer.concat([encoded.subarray(0, at + 2), Buffer.from([0x18, 1]), encoded.subarray(at + 3)]);
      expect(decodeEntry(long)).toBeNull();
      expect(decodeEntry(Buffer.concat([encoded, Buffer.from([0])]))).toBeNull();
    }),
  );
});

test('reading an entry never throws, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (raw) => {
      expect(() => decodeEntry(raw)).not.toThrow();
    }),
  );
  fc.assert(
    fc.property(fc.anything(), (value) => {
      let raw: Uint8Array;
      try {
        raw = encode(value);
      } catch {
        return;
      }
      expect(decodeEntry(raw)).toBeNull();
    }),
  );
  fc.assert(
    fc.property(entry, fc.nat(), fc.integer({ min: 1, max: 255 }), (body, at, flip) => {
      const raw = Buffer.from(encodeEntry(body));
      const i = at % raw.byteLength;
      raw[i] = (raw[i] ?? 0) ^ flip;
      expect(() => decodeEntry(raw)).not.toThrow();
    }),
  );
});

test.each([
  ['a long word', { reason: 'x'.repeat(401) }],
  ['a long name', { ['x'.repeat(41)]: 'call' }],
  ['nothing', { reason: null }],
  ['no words', []],
  ['bytes', Buffer.from('call')],
  ['no number', { count: Number.NaN }],
  ['what is too large to be one', { count: Number.POSITIVE_INFINITY }],
  ['words within', { reason: { why: 'call' } }],
])('details are closed words and numbers: %s is none', (_what, details) => {
  const [body] = fc.sample(entry, 1);
  expect(decodeEntry(encodeEntry({ ...body, details: { reason: 'call', count: 0.5 } } as EntryBody))).not.toBeNull();
  expect(decodeEntry(encodeEntry({ ...body, details } as unknown as EntryBody))).toBeNull();
});

test('what is no bytes at all is no entry', () => {
  for (const other of ['text', 1, null, undefined]) expect(decodeEntry(other as unknown as Uint8Array)).toBeNull();
});

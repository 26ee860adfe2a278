import fc from 'fast-check';
import { expect, test } from 'vitest';
import sodium from 'sodium-native';
import { hash } from '../../main/vault/keys/crypto.ts';

const part = fc.oneof(fc.uint8Array({ maxLength: 80 }), fc.integer({ min: 4_000, max: 4_200 }).map(filled));
function filled(length: number): Uint8Array {
  return new Uint8Array(length).fill(length % 251);
}

test('a hash over parts is the hash over all their bytes, however large they are', () => {
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 5 }),
      fc.option(fc.uint8Array({ minLength: 32, maxLength: 32 })),
      (parts, key) => {
        const whole = Buffer.concat(parts);
        const out = Buffer.alloc(32);
        const keys = key === null ? [] : [Buffer.from(key)];
        sodium.crypto_generichash_batch(out, [whole], ...keys);
        expect(hash(parts, 32, key ?? undefined)).toEqual(out);
      },
    ),
    { numRuns: 300 },
  );
});

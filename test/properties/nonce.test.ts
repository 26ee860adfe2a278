import { expect, test } from 'vitest';
import { SecretKey, decrypt, encrypt } from '../../main/vault/keys/crypto.ts';

test('thousands of things sealed with one key: each opens, and no nonce is there twice', () => {
  const key = SecretKey.random();
  const plain = Buffer.from('王小明');
  const name = Buffer.from('name');
  const sealed = Array.from({ length: 3_000 }, () => encrypt(key, plain, name));
  expect(new Set(sealed.map((one) => one.toString('hex', 0, 24))).size).toBe(sealed.length);
  for (const one of sealed) expect(decrypt(key, one, name)).toEqual(plain);
  key.wipe();
});

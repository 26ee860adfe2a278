import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSecretStore } from '../../main/host/secretStore.ts';
import { enterKeychain } from '../../scripts/lib/keychain.ts';

const profile = mkdtempSync(join(tmpdir(), 'coffer-keychain-'));
let leave = async () => {};
beforeAll(async () => {
  delete process.env['DISPLAY'];
  leave = await enterKeychain(profile);
});
afterAll(async () => {
  await leave();
  rmSync(profile, { recursive: true, force: true });
});

test('the real keychain keeps, replaces and forgets a secret', async () => {
  const store = createSecretStore();
  expect(await store.get('test')).toBeNull();
  await store.set('test', 'first');
  await store.set('test', 'zweiter Wert 王');
  expect(await store.get('test')).toBe('zweiter Wert 王');
  expect(await store.get('other')).toBeNull();
  await store.delete('test');
  expect(await store.get('test')).toBeNull();
});

test('what it keeps lies encrypted in the keyring of the profile', async () => {
  await createSecretStore().set('test', 'a value that must not be readable');
  const folder = join(profile, 'keychain/keyrings');
  expect(existsSync(join(folder, 'login.keyring'))).toBe(true);
  const stored = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  expect(stored.join()).not.toContain('must not be readable');
});

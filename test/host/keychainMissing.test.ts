import { expect, test } from 'vitest';
import { createSecretStore } from '../../main/host/secretStore.ts';

test('without a keychain the store says so and falls back to nothing', async () => {
  process.env['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=/nonexistent/bus';
  const store = createSecretStore();
  await expect(store.get('test')).rejects.toMatchObject({ code: 'keychainMissing' });
  await expect(store.set('test', 'value')).rejects.toMatchObject({ code: 'keychainMissing' });
});

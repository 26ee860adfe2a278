import { decode, encode } from 'cborg';
import { VaultError } from '#shared/errors.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Host } from '../host.ts';
import { SecretKey } from '../keys/crypto.ts';

/** What the keychain of this OS account holds for one vault. */
export interface Device {
  readonly device: Id;
  readonly secret: SecretKey;
  readonly signSeed: SecretKey;
}

function account(vault: Id): string {
  return `device:${vault}`;
}

/** Reads the device secret from the keychain; throws `keychainEmpty`, or what the host says of the keychain. */
export async function readDevice(host: Host, vault: Id): Promise<Device> {
  const value = await host.ask('secret.get', { account: account(vault) });
  if (value === null) throw new VaultError('keychainEmpty');
  const bytes = Buffer.from(value, 'base64url');
  try {
    const { device, secret, sign } = decode(bytes) as { device: Id; secret: Uint8Array; sign: Uint8Array };
    return { device, secret: SecretKey.from(secret), signSeed: SecretKey.from(sign) };
  } catch {
    throw new VaultError('keychainFailed');
  } finally {
    bytes.fill(0);
  }
}

/** Puts the device secret into the keychain; the host reads it back before it answers. */
export async function keepDevice(host: Host, vault: Id, device: Device): Promise<void> {
  const bytes = encode({ device: device.device, secret: device.secret.bytes, sign: device.signSeed.bytes });
  await host.ask('secret.set', { account: account(vault), value: Buffer.from(bytes).toString('base64url') });
  bytes.fill(0);
}

export function wipeDevice(device: Device): void {
  device.secret.wipe();
  device.signSeed.wipe();
}

import { decode, encode } from 'cborg';
import { VaultError } from '#shared/errors.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Host } from '../host.ts';
import { openForAccount } from '../keys/account.ts';
import { SecretKey } from '../keys/crypto.ts';
import { type Header, headerPath, readHeader } from '../keys/header.ts';
import type { VaultProcess } from '../process.ts';

/** What an account needs besides its keys until the journal knows it: the code that let it in, and its proof. */
export interface Joining {
  readonly code: Id;
  readonly public: Uint8Array;
  readonly proof: Uint8Array;
}

/** What the keychain of one account of the operating system holds for one vault. */
export interface OwnSecret {
  readonly device: Id;
  /** Opens the account's place in the header. */
  readonly secret: SecretKey;
  readonly signSeed: SecretKey;
  readonly joining: Joining | null;
}

/** An account of the operating system with the secret that all slots are made with. */
export interface Device {
  readonly device: Id;
  readonly secret: SecretKey;
  readonly joining: Joining | null;
}

function account(vault: Id): string {
  return `device:${vault}`;
}

/** What the keychain holds of a vault; throws `keychainEmpty`, or what the host says of the keychain. */
export async function readOwnSecret(host: Host, vault: Id): Promise<OwnSecret> {
  const value = await host.ask('secret.get', { account: account(vault) });
  if (value === null) throw new VaultError('keychainEmpty');
  return decodeOwnSecret(value);
}

/** An entry of the keychain; throws `keychainFailed` where it is none of ours. */
export function decodeOwnSecret(value: string): OwnSecret {
  const bytes = Buffer.from(value, 'base64url');
  try {
    const { device, secret, sign, joining } = decode(bytes) as {
      device: Id;
      secret: Uint8Array;
      sign: Uint8Array;
      joining?: Joining;
    };
    return {
      device,
      secret: SecretKey.from(secret),
      signSeed: SecretKey.from(sign),
      joining: joining ?? null,
    };
  } catch {
    throw new VaultError('keychainFailed');
  } finally {
    bytes.fill(0);
  }
}

export function wipeOwnSecret(own: OwnSecret): void {
  own.secret.wipe();
  own.signSeed.wipe();
}

/** Puts an account's secret into its keychain; the host reads it back before it answers. What was there before is kept beside it. */
export async function keepOwnSecret(host: Host, vault: Id, own: OwnSecret): Promise<void> {
  const former = await host.ask('secret.get', { account: account(vault) });
  if (former !== null) await host.ask('secret.set', { account: `former-${account(vault)}`, value: former });
  const { device, secret, signSeed, joining } = own;
  const bytes = encode({
    device,
    secret: secret.bytes,
    sign: signSeed.bytes,
    ...(joining === null ? {} : { joining }),
  });
  await host.ask('secret.set', { account: account(vault), value: Buffer.from(bytes).toString('base64url') });
  bytes.fill(0);
}

/**
 * The secret that all slots are made with, as this account reaches it: its keychain opens its place in the header. Throws
 * what `readOwnSecret` does, `accountEnded` where the header has no place for it (any more), `headerDamaged`.
 */
export async function readDevice({ host, folder }: Pick<VaultProcess, 'host' | 'folder'>, vault: Id): Promise<Device> {
  const own = await readOwnSecret(host, vault);
  try {
    return deviceOf(own, readHeader(headerPath(folder)));
  } finally {
    wipeOwnSecret(own);
  }
}

/** See `readDevice`. A header without any place is one of before there were accounts: the keychain held the secret itself. */
export function deviceOf(
  { device, secret, joining }: OwnSecret,
  { vault, accounts }: Pick<Header, 'vault' | 'accounts'>,
): Device {
  if (accounts.length === 0) return { device, secret: SecretKey.from(Buffer.from(secret.bytes)), joining };
  const place = accounts.find((each) => each.device === device);
  if (place === undefined) throw new VaultError('accountEnded');
  const opened = openForAccount(secret, vault, place);
  if (opened === null) throw new VaultError('headerDamaged');
  return { device, secret: opened, joining };
}

export function wipeDevice(device: Pick<Device, 'secret'>): void {
  device.secret.wipe();
}

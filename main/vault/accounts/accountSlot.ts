import { userInfo } from 'node:os';
import type { Id } from '#shared/domain/ids.ts';
import { type AccountSlot, sealForAccount } from '../keys/account.ts';
import type { SecretKey } from '../keys/crypto.ts';
import { sealName } from '../keys/header.ts';
import type { OwnSecret } from '../session/device.ts';

/** This account's place in the header. */
export function accountSlot({ device, secret: own }: OwnSecret, vault: Id, secret: SecretKey): AccountSlot {
  return {
    device,
    sealed: sealForAccount(own, vault, device, secret),
    name: sealName(secret, vault, device, accountName()),
  };
}

/** What the operating system calls whoever runs this process; empty where it does not say. */
function accountName(): string {
  try {
    return userInfo().username.slice(0, 100);
  } catch {
    return '';
  }
}

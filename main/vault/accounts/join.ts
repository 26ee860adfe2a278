import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import { keyOfCode } from '../invites/code.ts';
import { dropInvite, readInvite } from '../invites/files.ts';
import { proveAccount } from '../journal/accounts.ts';
import { SecretKey, signPair } from '../keys/crypto.ts';
import { changeHeader } from '../keys/header.ts';
import type { VaultProcess } from '../process.ts';
import { type Joining, keepOwnSecret, readDevice, wipeDevice, wipeOwnSecret } from '../session/device.ts';
import { currentHeader } from '../session/login.ts';
import type { OpenVault } from '../session/openVault.ts';
import { commit } from '../store/commit.ts';
import { accountSlot } from './accountSlot.ts';
import { codeIdOf, codePair, openCode } from './codeFile.ts';

/**
 * Lets this account of the operating system in: it gets keys of its own, and with them the device secret that the code
 * seals. The first login here writes the account into the journal; until then, and for nobody else, the code stays open.
 */
export async function joinAccount(
  process: VaultProcess,
  { code: typed }: Parsed<'accounts.join'>,
): Promise<Output<'accounts.join'>> {
  if (process.vault !== null || process.mode.kind !== 'main') throw new VaultError('alreadyLoggedIn');
  const { folder, host, clock, newId } = process;
  const { vault } = currentHeader(folder);
  if (await opensAlready(process, vault)) throw new VaultError('accountOpen');
  const key = keyOfCode(vault, typed);
  try {
    const code = codeIdOf(key, vault);
    const sealed = readInvite(folder, code, 'computer');
    if (sealed === null) throw new VaultError('inviteUnknown');
    const content = openCode(key, vault, sealed);
    const secret = SecretKey.from(content.secret);
    const own = { device: newId(), secret: SecretKey.random(), signSeed: SecretKey.random() };
    const { publicKey, secret: signing } = signPair(own.signSeed);
    signing.wipe();
    const pair = codePair(key);
    try {
      if (clock.now() > content.until) throw new VaultError('inviteExpired');
      const proof = proveAccount(pair.secret, { vault, code, device: own.device, public: publicKey });
      const kept = { ...own, joining: { code, public: publicKey, proof } };
      await keepOwnSecret(host, vault, kept);
      const place = accountSlot(kept, vault, secret);
      changeHeader(folder, (header) => ({ ...header, accounts: [...header.accounts, place] }));
    } finally {
      pair.secret.wipe();
      secret.wipe();
      wipeOwnSecret({ ...own, joining: null });
    }
    return { done: true };
  } finally {
    key.wipe();
  }
}

/** Whether this account needs no code. A keychain that cannot be reached is said to be so. */
async function opensAlready(process: VaultProcess, vault: string): Promise<boolean> {
  try {
    wipeDevice(await readDevice(process, vault));
    return true;
  } catch (error) {
    const mayJoin = ['keychainEmpty', 'accountEnded', 'headerDamaged'];
    if (error instanceof VaultError && mayJoin.includes(error.code)) return false;
    throw error;
  }
}

/**
 * Whether the journal lets sessions of this account in; throws `accountEnded`, for a code that ran out before anybody
 * logged in `inviteExpired`, and where the journal cannot be read so far `vaultDamaged`.
 */
export function requireAccount(vault: OpenVault, joining: Joining | null): void {
  const { accounts } = vault.chain.authority;
  const { device, quarantine } = vault;
  if (accounts.stands(device)) return;
  const code = joining === null ? undefined : accounts.codes.get(joining.code);
  const known = accounts.all.has(device);
  if (!known && code?.over === null) {
    if (vault.clock.now() <= code.until) return;
    throw new VaultError('inviteExpired');
  }
  if (known || quarantine === null || code !== undefined) throw new VaultError('accountEnded');
  throw new VaultError('vaultDamaged', quarantine.sequence === null ? {} : { sequence: quarantine.sequence });
}

/** The first entry of an account that a code has let in. With it the code is used up, and what it opened goes. */
export function enterAccount({ folder }: VaultProcess, vault: OpenVault, joining: Joining | null): void {
  if (joining === null || vault.chain.authority.accounts.all.has(vault.device)) return;
  const { code } = joining;
  commit(vault, {
    kind: 'account.join',
    objects: [vault.device],
    items: [{ t: 'account', code, device: vault.device, public: joining.public, proof: joining.proof }],
  });
  dropInvite(folder, code, 'computer');
}

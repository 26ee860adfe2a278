import { decode, encode } from 'cborg';
import { z } from 'zod';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { addFailure, readFailures, waitSeconds } from '../journal/pending.ts';
import { type KeyPair, SecretKey, boxPair, decrypt, derive, encrypt, openSealed, sealTo } from '../keys/crypto.ts';
import type { Header } from '../keys/header.ts';
import { type KdfParams, calibrate, passwordKey } from '../keys/kdf.ts';
import { personKeys } from '../keys/slot.ts';
import type { Context, VaultProcess } from '../process.ts';
import { commit } from '../store/commit.ts';
import { readDevice, wipeDevice } from './device.ts';
import { loginState } from './loginState.ts';
import type { OpenVault } from './openVault.ts';
import type { Opening } from './opening.ts';
import { type PinLock, ownLogin, ownLoginChange } from './ownLogin.ts';

/** How long after the password was typed a PIN leads back, in milliseconds. */
const lasts = 4 * 60 * 60 * 1_000;

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const content = z.strictObject({
  kdf: z.strictObject({ memory: z.number(), passes: z.number(), salt: bytes }),
  sealed: bytes,
  root: bytes,
  slot: z.number().int(),
  since: z.number(),
});

function pinPair(pin: string, kdf: KdfParams): KeyPair {
  const typed = passwordKey(pin, kdf);
  const seed = derive(typed, 'pin return pair');
  typed.wipe();
  const pair = boxPair(seed);
  seed.wipe();
  return pair;
}

function associated(vault: Id, user: Id): Uint8Array {
  return encode(['coffer pin return', vault, user]);
}

/** Sets a PIN: what the seed is sealed to follows from it, and the PIN itself is kept nowhere. */
export function setPin({ process, vault }: Context, { pin }: Parsed<'logins.pinOn'>): Output<'logins.pinOn'> {
  if (!vault.chain.authority.logins.rules.pin) throw new VaultError('notAllowed');
  const kdf = calibrate(() => performance.now(), process.kdfBudget);
  const pair = pinPair(pin, kdf);
  pair.secret.wipe();
  const lock: PinLock = {
    kdf: { ...kdf, salt: Buffer.from(kdf.salt).toString('base64url') },
    public: pair.publicKey.toString('base64url'),
  };
  savePin(process, vault, lock, 'login.pinOn');
  return { done: true };
}

export function dropPin({ process, vault }: Context): Output<'logins.pinOff'> {
  savePin(process, vault, null, 'login.pinOff');
  return { done: true };
}

function savePin(process: VaultProcess, vault: OpenVault, pin: PinLock | null, kind: string): void {
  const change = ownLoginChange(process, vault, { pin });
  if (change === null) throw new VaultError('notAllowed');
  commit(vault, { kind, objects: [vault.user], subjects: [change] });
}

/**
 * At the end of a session: what a PIN opens again is given to the host, which keeps it in its memory alone. It takes the
 * PIN, the device secret and what the host keeps, all three; the host forgets it after three wrong PINs, when four hours
 * are over, when the computer sleeps, and when Coffer ends. That it forgets is the program's promise, not the keys'.
 */
export async function leavePin(process: VaultProcess, vault: OpenVault): Promise<void> {
  const { since } = loginState(process);
  const { pin } = ownLogin(vault);
  const person = vault.chain.authority.person(vault.user);
  const { rules } = vault.chain.authority.logins;
  if (pin === null || since === null || person === undefined || !rules.pin || process.mode.kind !== 'main') return;
  if (vault.chain.authority.root === null || vault.clock.now() >= since + lasts) return;
  const half = SecretKey.random();
  const device = await readDevice(process, vault.id);
  const key = derive(device.secret, 'pin return', [vault.id, vault.user, half.bytes]);
  wipeDevice(device);
  const blob = encrypt(
    key,
    encode({
      kdf: { ...pin.kdf, salt: Buffer.from(pin.kdf.salt, 'base64url') },
      sealed: sealTo(Buffer.from(pin.public, 'base64url'), vault.keys.seed.bytes),
      root: vault.chain.authority.root,
      slot: person.slot,
      since,
    }),
    associated(vault.id, vault.user),
  );
  key.wipe();
  await process.host.ask('pin.keep', {
    user: vault.user,
    blob: blob.toString('base64url'),
    half: half.bytes.toString('base64url'),
    until: since + lasts,
  });
  half.wipe();
}

/** Opens what the last session left for this PIN; refuses with `pinWrong` (and how many tries are left) or `pinOver`. */
export async function openByPin(
  process: VaultProcess,
  found: Header,
  user: Id,
  pin: string,
): Promise<Omit<Opening, 'admit'>> {
  const { host, folder, clock } = process;
  const wait = waitSeconds(await readFailures(host, found.vault, folder), user, clock.now());
  if (wait > 0) throw new VaultError('waitAfterWrong', { seconds: wait });
  const taken = await host.ask('pin.take', { user });
  if (taken === null) throw new VaultError('pinOver');
  const device = await readDevice(process, found.vault);
  try {
    const key = derive(device.secret, 'pin return', [found.vault, user, Buffer.from(taken.half, 'base64url')]);
    const plain = decrypt(key, Buffer.from(taken.blob, 'base64url'), associated(found.vault, user));
    key.wipe();
    const parsed = content.safeParse(plain === null ? null : decode(plain));
    const kept = parsed.success ? parsed.data : null;
    const slot = found.slots.find((candidate) => candidate.user === user && candidate.version === kept?.slot);
    if (kept === null || slot === undefined || clock.now() >= kept.since + lasts) throw new VaultError('pinOver');
    const pair = pinPair(pin, kept.kdf);
    const seed = openSealed(pair, kept.sealed);
    pair.secret.wipe();
    if (seed === null) {
      const { params } = await addFailure(host, found.vault, folder, device.secret, user, clock.now());
      throw new VaultError('pinWrong', { ...params, count: taken.left });
    }
    await host.ask('pin.drop', { user });
    loginState(process).since = kept.since;
    return {
      user,
      keys: personKeys(seed),
      next: null,
      rootPublic: kept.root,
      by: { slot: slot.version },
      sealedDatabaseKey: slot.database,
      device: device.device,
      joining: device.joining,
    };
  } finally {
    wipeDevice(device);
  }
}

import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import { addFailure, readFailures, waitSeconds } from '../journal/pending.ts';
import { SecretKey } from '../keys/crypto.ts';
import { type Header, headerPath, readHeader, writeHeader } from '../keys/header.ts';
import { calibrate } from '../keys/kdf.ts';
import { type Slot, openOwnerSecrets, sealSlot, userKey } from '../keys/slot.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import { requireLength } from './create.ts';
import { type Device, readDevice, wipeDevice } from './device.ts';

/** What a password typed just now opens in a running session; the caller wipes it. */
export interface Retyped {
  readonly header: Header;
  readonly slot: Slot;
  readonly device: Device;
  readonly root: SecretKey | null;
  readonly recovery: SecretKey | null;
}

export function wipeRetyped(retyped: Retyped): void {
  wipeDevice(retyped.device);
  retyped.root?.wipe();
  retyped.recovery?.wipe();
}

/** Checks the password again by keys: authority and decisions need it, whatever the session holds. Wrong ones count as at login. */
export function retype(context: Context, password: string): Promise<Retyped> {
  return context.process.oneAtATime(() => check(context, password));
}

async function check({ process, vault }: Context, password: string): Promise<Retyped> {
  const { host, folder, clock } = process;
  const wait = waitSeconds(await readFailures(host, vault.id, folder), vault.user, clock.now());
  if (wait > 0) throw new VaultError('waitAfterWrong', { seconds: wait });
  const header = readHeader(headerPath(folder));
  const version = vault.chain.authority.person(vault.user)?.slot;
  const slot = header.slots.find((candidate) => candidate.user === vault.user && candidate.version === version);
  if (slot === undefined) throw new VaultError('slotRefused');
  const device = await readDevice(host, vault.id);
  try {
    return { header, slot, device, ...openOwnerSecrets(device.secret, vault.id, slot, password) };
  } catch (error) {
    const wrong = error instanceof VaultError && error.code === 'wrongPassword';
    const refusal = wrong ? await addFailure(host, vault.id, folder, device.secret, vault.user, clock.now()) : error;
    wipeDevice(device);
    throw refusal;
  }
}

/**
 * Changes one's own password: same seed, new slot. The header first holds both slots, the journal then says which one
 * counts, the header then drops the old one; a crash in between leaves a login that works.
 */
export async function changePassword(
  context: Context,
  { current, next }: Parsed<'session.changePassword'>,
): Promise<Output<'session.changePassword'>> {
  const { process, vault } = context;
  requireLength(next, vault.viewer.role);
  if (next.normalize('NFKC') === current.normalize('NFKC')) throw new VaultError('passwordSame');
  const retyped = await retype(context, current);
  try {
    const { header, slot, device } = retyped;
    const version = slot.version + 1;
    const naming = { vault: vault.id, user: vault.user, version };
    const kdf = calibrate(() => performance.now(), process.kdfBudget);
    const ukek = userKey(device.secret, naming, next, kdf);
    const rootPublic = vault.chain.authority.root;
    if (rootPublic === null) throw new VaultError('vaultDamaged');
    const seed = SecretKey.from(Buffer.from(vault.keys.seed.bytes));
    const fresh: Slot = {
      ...sealSlot(ukek, naming, kdf, { seed, rootPublic, root: retyped.root, recovery: retyped.recovery }),
      database: slot.database,
      name: slot.name,
    };
    seed.wipe();
    ukek.wipe();
    const others = header.slots.filter(({ user }) => user !== vault.user);
    writeHeader(process.folder, { ...header, slots: [...others, slot, fresh] });
    try {
      commit(vault, {
        kind: 'password.change',
        objects: [vault.user],
        items: [{ t: 'slot', user: vault.user, version }],
      });
    } catch (error) {
      writeHeader(process.folder, header);
      throw error;
    }
    writeHeader(process.folder, { ...header, slots: [...others, fresh] });
    return { done: true };
  } finally {
    wipeRetyped(retyped);
  }
}

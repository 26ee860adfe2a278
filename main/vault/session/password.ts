import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import { addFailure, readFailures, waitSeconds } from '../journal/pending.ts';
import { emptyPlan, planRekey } from '../books/books.ts';
import type { AuthorityItem } from '../journal/items.ts';
import { SecretKey, equal } from '../keys/crypto.ts';
import { type Header, changeHeader, headerPath, readHeader } from '../keys/header.ts';
import { calibrate } from '../keys/kdf.ts';
import {
  type Seeds,
  type Slot,
  openOwnerSecrets,
  openSlot,
  personKeys,
  sealSlot,
  userKey,
  wipePersonKeys,
} from '../keys/slot.ts';
import { takeBackSlot } from '../keys/takeBack.ts';
import { databaseFor, resealed } from '../passwords/settle.ts';
import type { Context } from '../process.ts';
import { flushRefusals } from '../refusals.ts';
import { renewSlot } from '../roots/renewSlot.ts';
import { isRoot, rootWaits } from '../roots/rootBox.ts';
import { commit } from '../store/commit.ts';
import { requireLength } from './create.ts';
import { requireStepUp } from './factor.ts';
import { type Device, readDevice, wipeDevice } from './device.ts';
import { keepSeen } from './login.ts';
import type { OpenVault } from './openVault.ts';
import { placeChange } from './place.ts';
import { passwordTyped } from './shortPassword.ts';
import { endFor } from './standing.ts';

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

async function check(context: Context, password: string): Promise<Retyped> {
  const { process, vault } = context;
  const { host, folder, clock } = process;
  const wait = waitSeconds(await readFailures(host, vault.id, folder), vault.user, clock.now());
  if (wait > 0) throw new VaultError('waitAfterWrong', { seconds: wait });
  await requireStepUp(context);
  const device = await readDevice(process, vault.id);
  try {
    // Another owner has named the next ROOT while this session was open.
    if (rootWaits(vault)) await renewSlot(process, vault, null, password);
    const header = readHeader(headerPath(folder));
    const version = vault.chain.authority.person(vault.user)?.slot;
    const slot = header.slots.find((candidate) => candidate.user === vault.user && candidate.version === version);
    if (slot === undefined) throw new VaultError('slotRefused');
    return { header, slot, device, ...inForce(vault, openOwnerSecrets(device.secret, vault.id, slot, password)) };
  } catch (error) {
    const wrong = error instanceof VaultError && error.code === 'wrongPassword';
    const refusal = wrong ? await addFailure(host, vault.id, folder, device.secret, vault.user, clock.now()) : error;
    wipeDevice(device);
    throw refusal;
  }
}

/** An owner's secrets that are not those of the ROOT in force count for nothing. */
function inForce(vault: OpenVault, held: ReturnType<typeof openOwnerSecrets>): ReturnType<typeof openOwnerSecrets> {
  if (held.root === null || isRoot(held.root, vault.chain.authority)) return held;
  held.root.wipe();
  held.recovery?.wipe();
  return { root: null, recovery: null };
}

/** Changes one's own password; `known`: somebody may know the old one, so that the keys change with it. */
export async function changePassword(
  context: Context,
  { current, next, known }: Parsed<'session.changePassword'>,
): Promise<Output<'session.changePassword'>> {
  if (known) return changeKeys(context, { current, next }, changeKinds);
  requireNext(context, current, next);
  const retyped = await retype(context, current);
  try {
    replaceSlot(context, retyped, next, waitingSeed(context, retyped, current));
    await passwordTyped(context, next);
    return { keys: 'same' };
  } finally {
    wipeRetyped(retyped);
  }
}

/** How the entry of new keys is called, and what else is said with it. */
interface KeyKinds {
  readonly ask: string;
  readonly renew: string;
  readonly items: readonly AuthorityItem[];
}
const changeKinds: KeyKinds = { ask: 'password.ask', renew: 'password.renew', items: [] };

/** Another password with other keys: an owner's at once, everybody else's once an owner has named them. */
export async function changeKeys(
  context: Context,
  { current, next }: { readonly current: string; readonly next: string },
  kinds: KeyKinds,
): Promise<{ keys: 'new' | 'asked' }> {
  requireNext(context, current, next);
  const retyped = await retype(context, current);
  try {
    if (retyped.root !== null) {
      await renewOwnKeys(context, { ...retyped, root: retyped.root }, next, kinds);
      return { keys: 'new' };
    }
    if ((context.vault.chain.authority.person(context.vault.user)?.asked ?? null) !== null)
      throw new VaultError('keysAsked');
    replaceSlot(context, retyped, next, SecretKey.random(), kinds);
    await passwordTyped(context, next);
    return { keys: 'asked' };
  } finally {
    wipeRetyped(retyped);
  }
}

function requireNext({ vault }: Context, current: string, next: string): void {
  requireLength(next, vault.viewer.role);
  if (next.normalize('NFKC') === current.normalize('NFKC')) throw new VaultError('passwordSame');
}

/** The seed that was asked for and that ROOT has not named yet: it goes wherever the one that counts goes. */
export function waitingSeed({ vault }: Context, { slot, device }: Retyped, current: string): SecretKey | null {
  if ((vault.chain.authority.person(vault.user)?.asked ?? null) === null) return null;
  const { seed, next } = openSlot(device.secret, vault.id, slot, current);
  seed.wipe();
  return next;
}

/** The next slot of this person under another password. */
export function nextSlot(
  { process, vault }: Pick<Context, 'process' | 'vault'>,
  retyped: {
    readonly device: Device;
    readonly slot: Slot;
    readonly root: SecretKey | null;
    readonly recovery: SecretKey | null;
  },
  password: string,
  seeds: Seeds,
): Slot {
  const version = Math.max(retyped.slot.version, vault.chain.authority.person(vault.user)?.slot ?? 0) + 1;
  const naming = { vault: vault.id, user: vault.user, version };
  const kdf = calibrate(() => performance.now(), process.kdfBudget);
  const ukek = userKey(retyped.device.secret, naming, password, kdf);
  const rootPublic = vault.chain.authority.root;
  if (rootPublic === null) throw new VaultError('vaultDamaged');
  const { root, recovery, slot } = retyped;
  const fresh = sealSlot(ukek, naming, kdf, { ...seeds, rootPublic, root, recovery });
  ukek.wipe();
  return { ...fresh, database: databaseFor(vault, vault.keys.box.publicKey), name: slot.name };
}

/**
 * Puts a slot in the place of its person's others. The header first holds both, the journal then says which one counts,
 * the header then drops the old ones; a crash in between leaves a login that works.
 */
export function exchangeSlot(
  { process, vault }: Pick<Context, 'process' | 'vault'>,
  fresh: Slot,
  write: () => void,
): void {
  const { folder } = process;
  const isOther = ({ user, sealed }: Slot): boolean => user === fresh.user && !equal(sealed, fresh.sealed);
  // Each time as the header is now: another process may have written it, and this one the key of the database.
  changeHeader(folder, (header) => ({ ...header, slots: [...header.slots, fresh] }));
  try {
    write();
  } catch (error) {
    takeBackSlot(folder, fresh);
    throw error;
  }
  const counts = vault.chain.authority.person(fresh.user)?.slip;
  changeHeader(folder, (header) => ({
    ...header,
    slots: header.slots.filter((slot) => !isOther(slot)),
    slips: header.slips.filter(({ user, no }) => user !== fresh.user || (counts?.valid === true && no === counts.no)),
  }));
}

/**
 * The same keys under another password. `ask`: with `next` beside them, for which the journal asks; until ROOT has named
 * them the person goes on with those they have.
 */
function replaceSlot(
  context: Context,
  retyped: Retyped,
  password: string,
  next: SecretKey | null,
  ask: KeyKinds | null = null,
): void {
  const { vault } = context;
  const seed = SecretKey.from(Buffer.from(vault.keys.seed.bytes));
  const fresh = nextSlot(context, retyped, password, { seed, next });
  seed.wipe();
  const { version } = fresh;
  const items: AuthorityItem[] =
    ask !== null && next !== null
      ? [{ t: 'rekeyAsked', user: vault.user, ...publicKeys(next), slot: version }, ...ask.items]
      : [{ t: 'slot', user: vault.user, version }];
  next?.wipe();
  exchangeSlot(context, fresh, () => {
    commit(vault, { kind: ask?.ask ?? 'password.change', objects: [vault.user], items });
  });
}

function publicKeys(seed: SecretKey): { sign: Uint8Array; box: Uint8Array } {
  const keys = personKeys(SecretKey.from(Buffer.from(seed.bytes)));
  const named = { sign: keys.sign.publicKey, box: keys.box.publicKey };
  wipePersonKeys(keys);
  return named;
}

/**
 * An owner's own new keys, at once, with ROOT at hand: asked for and named in one entry, everything held made anew. The
 * session ends with it: nothing that it signs counts any more.
 */
async function renewOwnKeys(
  context: Context,
  retyped: Retyped & { readonly root: SecretKey },
  password: string,
  kinds: KeyKinds,
): Promise<void> {
  const { process, vault } = context;
  const keys = personKeys(SecretKey.random());
  try {
    const fresh = {
      ...nextSlot(context, retyped, password, { seed: keys.seed, next: null }),
      database: databaseFor(vault, keys.box.publicKey),
    };
    const to = { user: vault.user, sign: keys.sign.publicKey, box: keys.box.publicKey, slot: fresh.version };
    const plan = emptyPlan();
    plan.items.push({ t: 'rekeyAsked', ...to }, ...kinds.items);
    planRekey(plan, vault.ring, vault.chain.authority, to, 'asked');
    flushRefusals(process);
    exchangeSlot(context, fresh, () => {
      commit(vault, {
        kind: kinds.renew,
        objects: [vault.user],
        items: plan.items,
        // What is made anew comes last: of a key of one name and number the one that the entry names counts.
        sealedKeys: [...resealed(vault, vault.keys, to.box), ...plan.sealedKeys],
        subjects: placeChange(process, vault),
        root: retyped.root,
      });
    });
    await keepSeen(process, vault, keys.seed);
    endFor(process, 'renewed');
  } finally {
    wipePersonKeys(keys);
  }
}

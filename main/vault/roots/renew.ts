import { VaultError } from '#shared/errors.ts';
import { type Plan, emptyPlan, planRecovery } from '../books/books.ts';
import { proveNextRoot } from '../journal/newRoot.ts';
import { SecretKey, boxPair, signPair } from '../keys/crypto.ts';
import { renewDatabaseKey } from '../leaving/databaseKey.ts';
import { logBug } from '../log.ts';
import type { VaultProcess } from '../process.ts';
import type { OpenVault } from '../session/openVault.ts';
import { commit } from '../store/commit.ts';
import { renewSlot } from './renewSlot.ts';
import { boxRoot } from './rootBox.ts';

/**
 * Names the next ROOT and the recovery identity that belongs to it: one entry that the ROOT before signs and the next one
 * proves, with every book's key made anew. Each owner who stays finds the secrets in a box of their own, also whoever
 * does this (`renewSlot` takes them out): so the entry is all that has to be written at once. Answers its secret half.
 */
export function nameNextRoot(vault: OpenVault, root: SecretKey): SecretKey {
  const { authority } = vault.chain;
  const before = authority.root;
  if (before === null) throw new VaultError('vaultDamaged');
  const seed = SecretKey.random();
  const next = signPair(seed);
  const recoverySeed = SecretKey.random();
  const recovery = boxPair(recoverySeed);
  const named = { public: next.publicKey, recovery: recovery.publicKey };
  const plan: Plan = emptyPlan();
  try {
    planRecovery(plan, vault.ring, authority, recovery.publicKey);
    // Whoever is stopped is given it when they are let in again.
    for (const owner of authority.active().filter(({ role, frozen }) => role === 'owner' && frozen === null))
      boxRoot(plan, owner, { root: next.secret, recovery: recovery.secret }, authority.roots.length + 1);
    commit(vault, {
      kind: 'roots.renew',
      itemsAt: (place) => [{ t: 'newRoot', ...named, proof: proveNextRoot(next.secret, before, named, place) }],
      items: plan.items,
      sealedKeys: plan.sealedKeys,
      root,
    });
    return SecretKey.from(Buffer.from(next.secret.bytes));
  } finally {
    for (const key of [seed, next.secret, recoverySeed, recovery.secret]) key.wipe();
  }
}

/** Names the next ROOT, takes it into one's own slot at once, and does with it what must follow. */
export async function withNextRoot<T>(
  process: VaultProcess,
  vault: OpenVault,
  { root, password }: { readonly root: SecretKey; readonly password: string },
  follow: (next: SecretKey) => T | Promise<T>,
): Promise<T> {
  const next = nameNextRoot(vault, root);
  try {
    await renewSlot(process, vault, null, password);
    return await follow(next);
  } finally {
    next.wipe();
  }
}

/** The key of the database follows; what keeps it (another window, a full disk) leaves it due, and the new ROOT stands. */
export function followWithDatabaseKey(process: VaultProcess, vault: OpenVault, root: SecretKey): 'made' | 'waits' {
  try {
    return renewDatabaseKey(process, vault, root);
  } catch (error) {
    logBug(error, 'database key');
    return 'waits';
  }
}

/**
 * Due after an owner was shut out or is no owner any more: they may know ROOT. With it goes the key of the database, as far
 * as that can be done at this moment. Answers whether there was anything to do.
 */
export async function finishRoot(
  process: VaultProcess,
  vault: OpenVault,
  root: SecretKey,
  password: string,
): Promise<boolean> {
  if (!vault.chain.authority.rootDue) return false;
  await withNextRoot(process, vault, { root, password }, (next) => followWithDatabaseKey(process, vault, next));
  return true;
}

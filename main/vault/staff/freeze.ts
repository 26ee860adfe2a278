import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import { isOwed } from '../access/due.ts';
import { emptyPlan, planOwed } from '../books/books.ts';
import type { Person } from '../journal/person.ts';
import { sealTo } from '../keys/crypto.ts';
import { changeHeader } from '../keys/header.ts';
import type { Context } from '../process.ts';
import { boxRoot } from '../roots/rootBox.ts';
import { commit } from '../store/commit.ts';
import { withRoot } from './signed.ts';

/** Shuts somebody out at once, on the word of any manager: their session ends, and no login opens until an owner decides. */
export function freeze({ vault }: Context, { user, reason }: Parsed<'staff.freeze'>): Output<'staff.freeze'> {
  const person = vault.chain.authority.person(user);
  if (person === undefined || person.ended !== null) throw new VaultError('personUnknown');
  if (user === vault.user || person.role === 'owner' || person.frozen !== null) throw new VaultError('freezeInvalid');
  commit(vault, {
    kind: 'staff.freeze',
    objects: [user],
    details: { reason },
    items: [{ t: 'freeze', user }],
  });
  return { done: true };
}

/** Lets somebody in again: whoever shut them out may, and an owner with their password. */
export async function thaw(context: Context, { user, password }: Parsed<'staff.thaw'>): Promise<Output<'staff.thaw'>> {
  const { vault } = context;
  const person = vault.chain.authority.person(user);
  const frozen = person?.frozen ?? null;
  if (person === undefined || frozen === null) throw new VaultError('personUnknown');
  const change = { kind: 'staff.thaw', objects: [user], items: [{ t: 'thaw' as const, user }] };
  if (vault.viewer.role === 'owner') {
    await withRoot(context, password, (root, { recovery }) => {
      const { authority } = vault.chain;
      const plan = emptyPlan();
      planOwed(plan, vault.ring, authority, person);
      // An owner may have missed the next ROOT.
      if (person.role === 'owner' && recovery !== null)
        boxRoot(plan, person, { root, recovery }, authority.roots.length);
      giveDatabaseKey(context, person);
      commit(vault, { ...change, items: [...change.items, ...plan.items], sealedKeys: plan.sealedKeys, root });
    });
  } else if (frozen.by === vault.user) {
    giveDatabaseKey(context, person);
    commit(vault, change);
  } else {
    throw new VaultError('notAllowed');
  }
  return { waits: isOwed(vault.chain.authority, user) };
}

/** The key of the database may have been made anew while they were stopped; everybody who is in holds it. */
function giveDatabaseKey({ process, vault }: Context, { user, box }: Person): void {
  changeHeader(process.folder, (header) => ({
    ...header,
    slots: header.slots.map((slot) =>
      slot.user === user ? { ...slot, database: sealTo(box, vault.file.key.bytes) } : slot,
    ),
  }));
}

import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { emptyPlan } from '../books/books.ts';
import { keepsCustomers, planRole } from '../books/roleChange.ts';
import { handOver } from '../customers/handOver.ts';
import type { Context } from '../process.ts';
import { finishRoot } from '../roots/renew.ts';
import { boxRoot } from '../roots/rootBox.ts';
import { commit } from '../store/commit.ts';
import { catchUpChain } from '../view/catchUp.ts';
import { withRoot } from './signed.ts';

/**
 * Gives somebody another role: their customers are handed over first where the new role keeps none, then one entry ends
 * and gives the rights, with new keys wherever they read no more.
 */
export async function setRole(
  context: Context,
  { user, role, handTo, password }: Parsed<'staff.setRole'>,
): Promise<Output<'staff.setRole'>> {
  const { process, vault } = context;
  // What others have written meanwhile counts, such as that somebody knows this person's password.
  await catchUpChain(vault);
  const person = vault.chain.authority.person(user);
  if (person === undefined || person.ended !== null) throw new VaultError('personUnknown');
  if (user === vault.user || role === person.role || person.frozen !== null || handTo === user)
    throw new VaultError('roleInvalid');
  // ROOT is sealed to their keys, which must be known to nobody else.
  const known = person.asked !== null || (person.reset !== null && person.reset.confirmed === null);
  if (role === 'owner' && known) throw new VaultError('roleInvalid');
  const theirs = keepsCustomers(role) ? [] : customersOf(context, user);
  if (theirs.length > 0 && handTo === null) throw new VaultError('customersLeft', { count: theirs.length });
  await withRoot(context, password, async (root, { recovery }) => {
    if (theirs.length > 0 && handTo !== null)
      handOver(context, { selection: { kind: 'ids', ids: theirs }, to: handTo });
    const plan = emptyPlan();
    planRole(plan, vault.ring, vault.chain.authority, person, role, process.newId);
    const { authority } = vault.chain;
    if (role === 'owner' && recovery !== null) boxRoot(plan, person, { root, recovery }, authority.roots.length);
    commit(vault, {
      kind: 'staff.role',
      objects: [user],
      details: { role, before: person.role },
      items: plan.items,
      sealedKeys: plan.sealedKeys,
      root,
    });
    if (password !== null) await finishRoot(process, vault, root, password);
  });
  return { done: true };
}

/** Every customer of somebody, those in the bin too. */
function customersOf({ vault }: Context, user: Id): Id[] {
  const { authority, sql } = vault.chain;
  const book = authority.bookOf('person', user);
  if (book === undefined) return [];
  return sql.subjectsOfBook.all(book.book).filter((id) => sql.subject.get(id)?.kind === 'customer');
}

import type { deputiesContract } from '#shared/contract/deputies.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { type Role, isBelowDeputy } from '#shared/domain/roles.ts';
import { VaultError } from '#shared/errors.ts';
import { waitingRights } from '../access/due.ts';
import { emptyPlan, grant } from '../books/books.ts';
import type { Handlers } from '../handlers.ts';
import { longestDeputy } from '../journal/deputies.ts';
import type { Person } from '../journal/person.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import type { Retyped } from '../session/password.ts';
import { catchUpChain } from '../view/catchUp.ts';
import { withRoot } from './signed.ts';

export const deputies = {
  'deputies.name': name,
  'deputies.end': end,
  'deputies.give': give,
} satisfies Handlers<typeof deputiesContract>;

/** Refuses a deputy what only an owner does: anything about somebody who is neither in sales nor in service. */
export function requireInPowers({ vault }: Context, role: Role): void {
  if (vault.viewer.role !== 'owner' && !isBelowDeputy(role)) throw new VaultError('deputyLimits');
}

/** Refuses an owner whose password opens no ROOT, and a deputy beyond their powers. */
export function requireSigner(context: Context, { root }: Pick<Retyped, 'root'>, role: Role): void {
  requireInPowers(context, role);
  if (root === null && context.vault.viewer.role === 'owner') throw new VaultError('notAllowed');
}

function found({ vault }: Context, user: Id): Person {
  const person = vault.chain.authority.person(user);
  if (person === undefined || person.ended !== null) throw new VaultError('personUnknown');
  return person;
}

async function name(
  context: Context,
  { user, may, until, password }: Parsed<'deputies.name'>,
): Promise<Output<'deputies.name'>> {
  const { vault } = context;
  await catchUpChain(vault);
  const person = found(context, user);
  const { role, frozen, asked, reset } = person;
  // Whose password somebody else may know would be a deputy by nobody's choice.
  const known = asked !== null || (reset !== null && reset.confirmed === null);
  if (role !== 'manager' || frozen !== null || known) throw new VaultError('deputyInvalid');
  const { now } = vault.chain.authority;
  if (until <= now || until > now + longestDeputy) throw new VaultError('deputyDate');
  const powers = [...new Set(may)].sort();
  await withRoot(context, password, (root) =>
    commit(vault, {
      kind: 'staff.deputy',
      objects: [user],
      details: { may: powers.join(' '), until },
      items: [{ t: 'deputy', user, may: powers, until }],
      root,
    }),
  );
  return { done: true };
}

async function end(context: Context, { user, password }: Parsed<'deputies.end'>): Promise<Output<'deputies.end'>> {
  const { vault } = context;
  if (found(context, user).deputy === null) throw new VaultError('deputyInvalid');
  await withRoot(context, password, (root) =>
    commit(vault, {
      kind: 'staff.endDeputy',
      objects: [user],
      items: [{ t: 'deputy', user, may: [], until: 0 }],
      root,
    }),
  );
  return { done: true };
}

async function give(context: Context, { user, password }: Parsed<'deputies.give'>): Promise<Output<'deputies.give'>> {
  const { vault } = context;
  await catchUpChain(vault);
  const { authority } = vault.chain;
  if (waitingRights(authority, user).length === 0 || !authority.stands(user)) throw new VaultError('personUnknown');
  await withRoot(context, password, (root) => {
    const person = found(context, user);
    const plan = emptyPlan();
    for (const { book, class: fieldClass, right, until } of waitingRights(authority, user))
      grant(plan, vault.ring, authority, person, book, fieldClass, right, until);
    commit(vault, {
      kind: 'staff.give',
      objects: [user],
      count: plan.items.length,
      items: plan.items,
      sealedKeys: plan.sealedKeys,
      root,
    });
  });
  return { done: true };
}

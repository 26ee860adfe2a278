import type { Output, Parsed } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import type { Context } from '../process.ts';
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
  const frozen = vault.chain.authority.person(user)?.frozen ?? null;
  if (frozen === null) throw new VaultError('personUnknown');
  const change = { kind: 'staff.thaw', objects: [user], items: [{ t: 'thaw' as const, user }] };
  if (vault.viewer.role === 'owner') await withRoot(context, password, (root) => commit(vault, { ...change, root }));
  else if (frozen.by === vault.user) commit(vault, change);
  else throw new VaultError('notAllowed');
  return { done: true };
}

import type { Output } from '#shared/contract/index.ts';
import { VaultError } from '#shared/errors.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import { staffStatements } from './staff.sql.ts';

/** Whether nobody but one person is an owner or is to become one, and nobody has said that this is meant. */
export function isOneOwner({ vault }: Context): boolean {
  const { authority } = vault.chain;
  if (authority.active().filter(({ role }) => role === 'owner').length !== 1) return false;
  const said = staffStatements(vault.viewDb).oneOwner.get();
  if (said === undefined || authority.person(said.actor ?? '')?.role !== 'owner') return true;
  // Said before another owner left it was about another office.
  return [...authority.people.values()].some(({ role, ended }) => role === 'owner' && (ended ?? 0) > said.time);
}

/** The owner says that there is to be no other one. */
export function oneOwner(context: Context): Output<'staff.oneOwner'> {
  if (!isOneOwner(context)) throw new VaultError('roleInvalid');
  commit(context.vault, { kind: 'staff.oneOwner' });
  return { done: true };
}

import type { Output, Parsed } from '#shared/contract/index.ts';
import type { leavingContract } from '#shared/contract/leaving.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { reportOf } from '../audit/weeks.ts';
import type { Handlers } from '../handlers.ts';
import type { Context } from '../process.ts';
import { catchUpChain } from '../view/catchUp.ts';
import { leavingStatements } from './leaving.sql.ts';
import { revoke } from './revoke.ts';

export const leaving = {
  'leaving.outline': outline,
  'leaving.revoke': revoke,
  'leaving.record': record,
} satisfies Handlers<typeof leavingContract>;

function nameOf({ view }: Context, user: Id): { user: Id; name: string } {
  return { user, name: leavingStatements(view).name.get(user) ?? '' };
}

async function outline(context: Context, { user }: Parsed<'leaving.outline'>): Promise<Output<'leaving.outline'>> {
  const { vault } = context;
  await catchUpChain(vault);
  const { authority } = vault.chain;
  if (authority.person(user) === undefined) throw new VaultError('personUnknown');
  const sql = leavingStatements(vault.viewDb);
  const book = authority.bookOf('person', user);
  return {
    customers: book === undefined ? 0 : sql.customers.all(book.book).length,
    led: authority.active().flatMap((person) => (person.worksFor === user ? [nameOf(context, person.user)] : [])),
    requests: sql.openRequests.get({ user }) ?? 0,
    ...reportOf(context, user),
  };
}

function record(context: Context, { user }: Parsed<'leaving.record'>): Output<'leaving.record'> {
  const { vault } = context;
  const found = leavingStatements(vault.viewDb).record.get(user, 'staff.revoke');
  const person = vault.chain.authority.person(user);
  if (found === undefined || person === undefined || person.ended === null) throw new VaultError('personUnknown');
  const details = JSON.parse(found.details) as Readonly<Record<string, string | number>>;
  const [, to] = JSON.parse(found.objects) as Id[];
  const number = (name: string): number => {
    const value = details[name];
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
  };
  return {
    at: found.time,
    by: nameOf(context, found.actor ?? ''),
    keys: number('keys'),
    requests: number('requests'),
    handed: number('customers'),
    to: details['to'] === 'pool' ? 'pool' : to === undefined ? null : nameOf(context, to),
    databaseKey: vault.chain.authority.databaseKeyDue ? 'waits' : 'made',
  };
}

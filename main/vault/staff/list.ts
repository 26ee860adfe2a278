import type { Output } from '#shared/contract/index.ts';
import type { StaffMember } from '#shared/contract/staff.ts';
import type { Id } from '#shared/domain/ids.ts';
import { type Cover, covers } from '../access/covers.ts';
import { permits } from '../access/policy.ts';
import type { Person } from '../journal/person.ts';
import type { Context } from '../process.ts';
import { staffStatements } from './staff.sql.ts';

/** Everybody who belongs or belonged to the office, and how they stand. */
export function list({ vault, view, viewer }: Context): Output<'staff.list'> {
  const { authority } = vault.chain;
  const sql = staffStatements(view);
  const names = new Map(sql.names.all().map(({ user, name }) => [user, name]));
  const someone = (user: Id) => ({ user, name: names.get(user) ?? '' });
  const counting = permits(viewer.role, 'customers.handOver');
  const all = covers(authority);
  const withUntil = (found: readonly Cover[], of: 'user' | 'person') =>
    found.map((cover) => ({ ...someone(cover[of]), until: cover.until }));
  return {
    people: [...authority.people.values()].map((person) => ({
      ...someone(person.user),
      role: person.role,
      worksFor: person.worksFor === null ? null : someone(person.worksFor),
      since: person.since,
      lastLogin: permits(viewer.role, 'staff.manage') ? (sql.lastLogin.get(person.user) ?? null) : null,
      customers: counting ? (sql.customers.get(person.user) ?? 0) : null,
      you: person.user === viewer.user,
      ...stateOf(person, someone),
      lookedAfterBy: withUntil(
        all.filter((cover) => cover.person === person.user),
        'user',
      ),
      looksAfter: withUntil(
        all.filter((cover) => cover.user === person.user),
        'person',
      ),
      reset: person.reset === null ? null : resetOf(person.reset, someone),
      addedBy: person.addedBy === null ? null : someone(person.addedBy),
      deputy:
        person.deputy === null || person.deputy.until <= authority.now
          ? null
          : { may: [...person.deputy.may], until: person.deputy.until },
      keysAsked: person.asked?.at ?? null,
    })),
  };
}

function resetOf(
  { by, at, said, confirmed }: NonNullable<Person['reset']>,
  someone: (user: Id) => { user: Id; name: string },
): StaffMember['reset'] {
  return { by: someone(by), at, said, confirmed };
}

function stateOf(
  { ended, frozen }: Person,
  someone: (user: Id) => { user: Id; name: string },
): Pick<StaffMember, 'state' | 'stateSince' | 'frozenBy'> {
  if (ended !== null) return { state: 'left', stateSince: ended, frozenBy: null };
  if (frozen !== null) return { state: 'frozen', stateSince: frozen.at, frozenBy: someone(frozen.by) };
  return { state: 'active', stateSince: null, frozenBy: null };
}

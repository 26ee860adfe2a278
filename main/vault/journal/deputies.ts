import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { isBelowDeputy } from '#shared/domain/roles.ts';
import { type Holder, bookClasses, rightsFor } from '../books/grants.rules.ts';
import type { Authority, Book, Grant, Right } from './authority.ts';
import type { SubjectEntry } from './entry.ts';
import type { AuthorityItem, DeputyPower, ItemContext, ItemOf } from './items.ts';
import type { Moment, Person } from './person.ts';

/** The longest that an owner may name a deputy for, in milliseconds: 92 days. */
export const longestDeputy = 92 * 86_400_000;

/**
 * Whether somebody is a deputy for something at a moment. Not with a password that somebody else set and they have not
 * confirmed, nor with keys that they say somebody may know.
 */
export function isDeputy(person: Person | undefined, power: DeputyPower, now: number): boolean {
  const deputy = person?.deputy ?? null;
  if (person === undefined || deputy === null || deputy.until <= now || !deputy.may.includes(power)) return false;
  const { ended, frozen, asked, reset } = person;
  const known = asked !== null || (reset !== null && reset.confirmed === null);
  return ended === null && frozen === null && !known;
}

/** What an owner's word makes of a person: a manager is a deputy until a day, a quarter of a year at most, or no longer. */
export function namedDeputy(person: Person, { may, until }: ItemOf<'deputy'>, { n, time }: Moment): Person | null {
  if (may.length === 0) return person.deputy === null ? null : { ...person, deputy: null };
  const fits = person.role === 'manager' && until > time && until <= time + longestDeputy;
  return fits ? { ...person, deputy: { may, since: time, entry: n, until } } : null;
}

/** What a deputy's entry has said so far: each is about one person, and about books made for that person alone. */
export interface Deed {
  about: { readonly user: Id; readonly power: 'add' | 'reset' } | null;
  readonly made: Map<Id, Book>;
}
export function noDeed(): Deed {
  return { about: null, made: new Map() };
}

/** Somebody's right to a class of a book. */
export interface GivenRight {
  readonly user: Id;
  readonly book: Id;
  readonly class: FieldClass;
  readonly right: Right;
}

function* rightsOn(authority: Authority, holder: Holder, book: Book, manager: Id | null): Generator<GivenRight> {
  const rights = rightsFor(holder, book, manager, authority.policy?.cards ?? 'private');
  for (const fieldClass of bookClasses[book.kind]) {
    const right = rights[fieldClass];
    if (right !== undefined) yield { user: holder.user, book: book.book, class: fieldClass, right };
  }
}

/** What a role gives a newcomer on the books there are. A deputy names no rights: they follow from the role. */
export function newcomersRights(authority: Authority, newcomer: Holder): GivenRight[] {
  return [...authority.books.values()].flatMap((book) => [
    ...rightsOn(authority, newcomer, book, authority.person(book.person ?? '')?.worksFor ?? null),
  ]);
}

/** Whether what a deputy gives comes with a key: theirs to hand over is what they read, the rest an owner gives. */
export function handsOver(authority: Authority, deputy: Id, { book, class: fieldClass, right }: GivenRight): boolean {
  return right === 'deliver' || authority.mayRead(deputy, [book], fieldClass);
}

/**
 * Applies an item that ROOT has not signed, where its writer is a deputy and may: a newcomer of a role below, with books
 * of their own; or new keys for somebody below who forgot the password, with another desk. Nothing else.
 */
export function applyByDeputy(authority: Authority, item: AuthorityItem, context: ItemContext): string | null {
  const { actor, deed, time } = context;
  if (actor === null || (authority.person(actor)?.deputy ?? null) === null) return 'rootSignatureMissing';
  const may = (power: DeputyPower): boolean => isDeputy(authority.person(actor), power, time);
  if (!allows(authority, item, deed, may)) return 'deputyNotAllowed';
  // What they hand over is what they read before.
  const held = item.t === 'rekey' ? grantsOf(authority, item.user) : [];
  const refusal = authority.apply(item, { ...context, byRoot: true });
  if (refusal !== null) return refusal;
  follow(authority, item, actor, deed, held);
  return null;
}

function allows(
  authority: Authority,
  item: AuthorityItem,
  { about, made }: Deed,
  may: (power: DeputyPower) => boolean,
): boolean {
  switch (item.t) {
    case 'certificate':
      return (
        about === null &&
        may('add') &&
        isBelowDeputy(item.role) &&
        authority.person(item.user) === undefined &&
        item.slot === 1
      );
    case 'rekey': {
      const person = authority.person(item.user);
      if (about !== null || !may('reset') || person === undefined || item.cause !== 'reset') return false;
      return isBelowDeputy(person.role) && authority.stands(item.user);
    }
    case 'worksFor':
      // Before the books, whose readers follow from it.
      return (
        about?.power === 'add' &&
        about.user === item.user &&
        made.size === 0 &&
        item.manager !== null &&
        authority.person(item.manager)?.role === 'manager' &&
        authority.stands(item.manager)
      );
    case 'book': {
      if (about === null || item.person !== about.user) return false;
      const another = [...made.values()].some(({ kind }) => kind === item.kind);
      const own = about.power === 'add' && authority.person(about.user)?.role === 'salesperson';
      return !another && (item.kind === 'desk' || (item.kind === 'person' && own));
    }
    case 'bookKey': {
      const book = made.get(item.book);
      return book !== undefined && item.generation === 1 && bookClasses[book.kind].includes(item.class);
    }
    default:
      return false;
  }
}

function follow(
  authority: Authority,
  item: AuthorityItem,
  deputy: Id,
  deed: Deed,
  held: readonly (readonly [string, Grant])[],
): void {
  switch (item.t) {
    case 'certificate': {
      const { user, role } = item;
      deed.about = { user, power: 'add' };
      const person = authority.person(user);
      if (person !== undefined) authority.people.set(user, { ...person, addedBy: deputy });
      for (const given of newcomersRights(authority, { user, role }))
        give(authority, given, !handsOver(authority, deputy, given));
      return;
    }
    case 'rekey':
      deed.about = { user: item.user, power: 'reset' };
      for (const [name, grant] of held) limit(authority, item.user, name, grant, deputy);
      return;
    case 'book': {
      const book = authority.books.get(item.book);
      if (book === undefined) return;
      deed.made.set(item.book, book);
      const manager = authority.person(book.person ?? '')?.worksFor ?? null;
      for (const holder of authority.active())
        for (const given of rightsOn(authority, holder, book, manager)) give(authority, given, false);
      return;
    }
    case 'bookKey':
      // Made by somebody who may not be one of its readers.
      authority.keysDue.add(`${item.book}/${item.class}`);
      return;
    default:
  }
}

function give(authority: Authority, { user, book, class: fieldClass, right }: GivenRight, waits: boolean): void {
  const grants = authority.grants.get(user) ?? new Map<string, Grant>();
  grants.set(`${book}/${fieldClass}`, { right, until: null, waits });
  authority.grants.set(user, grants);
}

function grantsOf(authority: Authority, user: Id): [string, Grant][] {
  return [...(authority.grants.get(user) ?? [])];
}

/** After a reset: a key that the deputy reads goes on; any other waits for an owner, who knows whom they give it to. */
function limit(authority: Authority, user: Id, name: string, grant: Grant, deputy: Id): void {
  const [book = '', fieldClass = ''] = name.split('/');
  const given = { user, book, class: fieldClass as FieldClass, right: grant.right };
  authority.grants.get(user)?.set(name, { ...grant, waits: !handsOver(authority, deputy, given) });
  // Whoever knew the former password could open it.
  if (grant.right !== 'deliver') authority.keysDue.add(name);
}

/** An owner gives all that waits. */
export function endWaits(grants: Map<string, Grant> | undefined): void {
  for (const [name, { right, until }] of grants ?? []) grants?.set(name, { right, until });
}

/** Whether a subject is the name of the person whom a deputy adds with the same entry. */
export function isNewcomersName(authority: Authority, { about }: Deed, { id, kind, books }: SubjectEntry): boolean {
  if (about?.power !== 'add' || kind !== 'person' || id !== about.user) return false;
  return books !== null && books.length === 1 && books[0] === authority.bookOf('office')?.book;
}

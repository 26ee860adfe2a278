import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { coverGrant } from '../access/covers.ts';
import type { Authority, Book, Right } from '../journal/authority.ts';
import type { Person } from '../journal/person.ts';
import type { KeyRing } from '../keys/keyRing.ts';
import { type Plan, addBook, grant, reads, renewBookKey, sealNext } from './books.ts';
import { bookClasses, rightsFor } from './grants.rules.ts';

/** Roles that have customers of their own. */
export function keepsCustomers(role: Role): boolean {
  return role === 'owner' || role === 'manager' || role === 'salesperson';
}

/** Roles that may look after a colleague's customers; an owner needs no leave to. */
export function mayCover(role: Role): boolean {
  return role !== 'service' && role !== 'auditor';
}

/** Who reads a book less than before, and who is new to it, by `class`. */
interface Turn {
  readonly ended: Map<FieldClass, Set<Id>>;
  readonly begun: Map<FieldClass, Set<Id>>;
}

/**
 * Another role for somebody, with the same keys: on every book what the former role gave and the new one does not ends
 * with new keys, and what the new one gives is given. What was given to them in person (looking after a colleague's
 * customers) stays. Whoever they led works for the owners alone; `newId` names a book of their own where they need one.
 */
export function planRole(
  plan: Plan,
  ring: KeyRing,
  authority: Authority,
  person: Person,
  role: Role,
  newId: () => Id,
): void {
  const cards = authority.policy?.cards ?? 'private';
  const after = { ...person, role };
  const managed = role === 'salesperson' || role === 'service';
  plan.items.push({ t: 'certificate', user: person.user, role, sign: person.sign, box: person.box, slot: person.slot });
  if (!managed && person.worksFor !== null) plan.items.push({ t: 'worksFor', user: person.user, manager: null });
  for (const led of authority.active())
    if (led.worksFor === person.user && role !== 'manager')
      plan.items.push({ t: 'worksFor', user: led.user, manager: null });

  for (const book of authority.books.values()) {
    const before = authority.person(book.person ?? '')?.worksFor ?? null;
    const stops = (before === person.user && role !== 'manager') || (book.person === person.user && !managed);
    const manager = stops ? null : before;
    const turn: Turn = { ended: new Map(), begun: new Map() };
    const change = (was: Person, is: Person): void => {
      const from = rightsFor(was, book, before, cards);
      const to = rightsFor(is, book, manager, cards);
      const ends = !mayCover(is.role) && coverGrant(authority, is.user, book) !== undefined;
      for (const fieldClass of bookClasses[book.kind])
        if (ends || from[fieldClass] !== to[fieldClass])
          turnRight(plan, ring, authority, is, { book, class: fieldClass, right: to[fieldClass] }, turn, ends);
    };
    change(person, after);
    const manages = before === null || before === person.user ? undefined : authority.person(before);
    if (manages !== undefined && stops) change(manages, manages);
    renew(plan, ring, authority, book, turn);
  }
  if (!keepsCustomers(role) || authority.bookOf('person', person.user) !== undefined) return;
  const holders = authority.active().map((each) => (each.user === person.user ? after : each));
  const book = { book: newId(), kind: 'person' as const, person: person.user };
  const manager = managed ? person.worksFor : null;
  addBook(plan, ring, book, holders, authority.recovery ?? new Uint8Array(), { manager, cards });
}

function turnRight(
  plan: Plan,
  ring: KeyRing,
  authority: Authority,
  is: Person,
  next: { readonly book: Book; readonly class: FieldClass; readonly right: Right | undefined },
  turn: Turn,
  coverEnds: boolean,
): void {
  const { book } = next.book;
  const held = authority.grant(is.user, book, next.class);
  const note = (where: Turn['ended']): void =>
    void where.set(next.class, (where.get(next.class) ?? new Set<Id>()).add(is.user));
  if (next.right === undefined) {
    // A dated right was given in person, not by the role.
    if (held === undefined || (held.until !== null && !coverEnds)) return;
    plan.items.push({ t: 'grant', user: is.user, book, class: next.class, right: 'none', until: null });
    if (reads(held.right)) note(turn.ended);
    return;
  }
  grant(plan, ring, authority, is, book, next.class, next.right);
  if (reads(next.right)) note(turn.begun);
  else if (reads(held?.right)) note(turn.ended);
}

/** New keys where somebody reads no more, sealed to those who stay and to those who have just come. */
function renew(plan: Plan, ring: KeyRing, authority: Authority, book: Book, { ended, begun }: Turn): void {
  for (const [fieldClass, gone] of ended) {
    const of = { book: book.book, class: fieldClass };
    renewBookKey(plan, ring, authority, of, gone);
    for (const user of begun.get(fieldClass) ?? []) {
      const person = authority.person(user);
      if (person !== undefined) sealNext(plan, ring, authority, person, of);
    }
  }
}

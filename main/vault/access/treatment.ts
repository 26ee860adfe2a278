import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Authority } from '../journal/authority.ts';
import type { Policy } from '../journal/items.ts';
import { isCovering } from './covers.ts';

/** How a field appears to a person: not at all, as a mask that stays, as a mask that may be opened, or plainly. */
export type Treatment = 'absent' | 'masked' | 'reveal' | 'clear';
/**
 * Whose customer it is, seen from a person: their own, of somebody they lead, nobody's in particular, a colleague's whom
 * they also look after, another's.
 */
export type Relation = 'own' | 'led' | 'pool' | 'covered' | 'other';

type Row = Readonly<Record<FieldClass, Treatment>>;
const nothing: Row = { card: 'absent', work: 'absent', contact: 'absent', restricted: 'absent' };
const full: Row = { card: 'clear', work: 'clear', contact: 'reveal', restricted: 'reveal' };
const serving: Row = { card: 'clear', work: 'clear', contact: 'absent', restricted: 'absent' };
const covering: Row = { card: 'clear', work: 'clear', contact: 'reveal', restricted: 'absent' };

const table: Readonly<Record<Role, Readonly<Record<Relation, Row>>>> = {
  owner: { own: full, led: full, pool: full, covered: full, other: full },
  manager: { own: full, led: full, pool: full, covered: covering, other: nothing },
  salesperson: {
    own: full,
    led: nothing,
    pool: { card: 'clear', work: 'clear', contact: 'masked', restricted: 'absent' },
    covered: covering,
    other: nothing,
  },
  service: { own: serving, led: serving, pool: serving, covered: serving, other: serving },
  auditor: { own: nothing, led: nothing, pool: nothing, covered: nothing, other: nothing },
};
const sharedCard: Row = { ...nothing, card: 'clear' };

/** The person whom a treatment is for, and what the office's authority says of them. */
export interface Viewer {
  readonly user: Id;
  readonly role: Role;
}

export function relation(viewer: Viewer, books: readonly Id[], authority: Authority): Relation {
  const found = books.map((book) => authority.books.get(book));
  if (found.some((book) => book?.kind === 'person' && book.person === viewer.user)) return 'own';
  if (found.some((book) => book?.kind === 'pool')) return 'pool';
  const led = found.some(
    (book) =>
      book?.kind === 'person' && book.person !== null && authority.person(book.person)?.worksFor === viewer.user,
  );
  if (led) return 'led';
  const covered = found.some((book) => book !== undefined && isCovering(authority, viewer.user, book));
  return covered ? 'covered' : 'other';
}

/**
 * The one place that decides what a person may see of a field. `class` is the field's class in the policy in force, null
 * where policy does not name it. Whatever the table says, without a right to read the class it is absent — or, where the
 * table says so, a mask without content.
 */
export function treatment(
  viewer: Viewer,
  fieldClass: FieldClass | null,
  books: readonly Id[],
  authority: Authority,
): Treatment {
  const { policy } = authority;
  if (fieldClass === null || policy === null) return 'absent';
  const from = relation(viewer, books, authority);
  const row =
    viewer.role === 'salesperson' && from === 'other' && policy.cards === 'shared'
      ? sharedCard
      : table[viewer.role][from];
  const wanted = row[fieldClass];
  if (wanted === 'absent' || wanted === 'masked') return wanted;
  return authority.mayRead(viewer.user, books, fieldClass) ? wanted : 'absent';
}

/** The class a field has in the policy in force; null = none, hence absent for everybody. */
export function fieldClass(field: string, policy: Policy | null): FieldClass | null {
  return policy !== null && Object.hasOwn(policy.classes, field) ? (policy.classes[field] ?? null) : null;
}

/** What a masked value may do, in the words of the contract. */
export function accessOf(how: Treatment): 'clear' | 'reveal' | 'none' | 'absent' {
  return how === 'masked' ? 'none' : how;
}

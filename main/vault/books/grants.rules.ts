import { type FieldClass, fieldClasses } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Book, Right } from '../journal/authority.ts';
import type { BookKind } from '../journal/items.ts';

/** The classes a kind of book has keys for; nothing of another class can be put there. */
export const bookClasses: Readonly<Record<BookKind, readonly FieldClass[]>> = {
  person: fieldClasses,
  pool: fieldClasses,
  office: ['card'],
  audit: ['work'],
  approvals: ['work'],
  desk: ['work'],
};

export interface Holder {
  readonly user: Id;
  readonly role: Role;
}
export type Rights = Partial<Record<FieldClass, Right>>;

const all: Rights = { card: 'write', work: 'write', contact: 'write', restricted: 'write' };

/** Which rights a person has on a book by their role. `manager`: whom the book's person works for. */
export function rightsFor(holder: Holder, book: Book, manager: Id | null, cards: 'private' | 'shared'): Rights {
  const { role, user } = holder;
  switch (book.kind) {
    case 'person':
      if (role === 'owner' || (book.person === user && role !== 'service' && role !== 'auditor')) return all;
      if (role === 'manager' && manager === user) return all;
      if (role === 'service') return { card: 'read', work: 'write' };
      return role === 'salesperson' && cards === 'shared' ? { card: 'read' } : {};
    case 'pool':
      if (role === 'owner' || role === 'manager') return all;
      // New customers can be left in the pool with their phone number; who leaves them there does not read it back.
      if (role === 'salesperson') return { card: 'write', work: 'write', contact: 'deliver', restricted: 'deliver' };
      return role === 'service' ? { card: 'read', work: 'write' } : {};
    case 'office':
      return { card: role === 'owner' ? 'write' : 'read' };
    case 'audit':
      return { work: role === 'owner' ? 'write' : role === 'auditor' ? 'read' : 'deliver' };
    case 'approvals':
      return role === 'auditor' ? {} : { work: role === 'owner' || role === 'manager' ? 'write' : 'deliver' };
    case 'desk':
      return role === 'owner' || book.person === user ? { work: 'write' } : {};
  }
}

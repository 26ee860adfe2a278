import type { Id } from '#shared/domain/ids.ts';
import type { Authority, Book, Grant } from '../journal/authority.ts';

/** Somebody also looks after a colleague's customers. `until`: when time ends it; null = when somebody does. */
export interface Cover {
  readonly user: Id;
  readonly person: Id;
  readonly book: Id;
  readonly until: number | null;
}

/**
 * The right by which somebody looks after the customers of a book that is not theirs by role, whether or not time has
 * ended it. No role gives the contact details of a colleague's customers, so that right is what tells.
 */
export function coverGrant(authority: Authority, user: Id, book: Book): Grant | undefined {
  const { person } = book;
  if (book.kind !== 'person' || person === null || person === user) return undefined;
  if (authority.person(user)?.role === 'owner' || authority.person(person)?.worksFor === user) return undefined;
  const grant = authority.grant(user, book.book, 'contact');
  return grant === undefined || grant.right === 'deliver' ? undefined : grant;
}

/** Whether somebody looks after a colleague's customers at this moment. */
export function isCovering(authority: Authority, user: Id, book: Book): boolean {
  const grant = coverGrant(authority, user, book);
  return grant !== undefined && (grant.until === null || grant.until > authority.now);
}

/** Everybody who looks after a colleague's customers at this moment. */
export function covers(authority: Authority): Cover[] {
  const found: Cover[] = [];
  for (const book of authority.books.values()) {
    const { person } = book;
    if (person === null) continue;
    for (const { user } of authority.active()) {
      const grant = coverGrant(authority, user, book);
      if (grant === undefined || !isCovering(authority, user, book)) continue;
      found.push({ user, person, book: book.book, until: grant.until });
    }
  }
  return found;
}

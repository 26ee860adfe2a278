import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Authority, Right } from './authority.ts';
import type { ItemOf } from './items.ts';

/** The longest that somebody who is not an owner may let another look after customers, in milliseconds: 31 days. */
export const longestCover = 31 * 86_400_000;
/** What looking after a colleague's customers takes: to read cards and numbers, and to write notes. Nothing can be moved with it. */
export const coverRights: Readonly<Partial<Record<FieldClass, Right>>> = {
  card: 'read',
  work: 'write',
  contact: 'read',
};

/**
 * A manager lets somebody whom ROOT has certified look after the customers of a person who works for them, for a month
 * at most, and ends it again. That ROOT put the person under this manager is what allows it.
 */
export function mayCover(authority: Authority, item: ItemOf<'grant'>, actor: Id | null, time: number): boolean {
  const book = authority.books.get(item.book);
  if (actor === null || authority.people.get(actor)?.role !== 'manager' || book === undefined || book.person === null)
    return false;
  if (book.kind !== 'person' || authority.people.get(book.person)?.worksFor !== actor || item.user === book.person)
    return false;
  const mine = authority.grant(actor, item.book, item.class);
  if (mine === undefined || mine.right !== 'write' || mine.until !== null) return false;
  const before = authority.grant(item.user, item.book, item.class);
  // What ROOT gave without a date is not theirs to change.
  if (before !== undefined && before.until === null) return false;
  if (item.right === 'none') return before !== undefined;
  const role = authority.people.get(item.user)?.role;
  if (role !== 'salesperson' && role !== 'manager') return false;
  if (!authority.stands(item.user) || item.right !== coverRights[item.class]) return false;
  return item.until !== null && item.until > time && item.until <= time + longestCover;
}

import { type FieldClass, fieldClasses } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { type Treatment, accessOf, fieldClass, treatment } from '../access/treatment.ts';
import type { EntryBody, SubjectEntry } from '../journal/entry.ts';
import type { Projection } from './project.ts';

/**
 * Customers that an entry of this very session only moves, and that this viewer sees after it exactly as before: nothing
 * but whose they are is written again, as thousands may move at once. Answers which; the others are to be projected.
 * Not for entries that others wrote: of those every key and row is opened first.
 */
export function projectMoves(
  to: Projection,
  { items, subjects }: Pick<EntryBody, 'items' | 'subjects'>,
): ReadonlySet<Id> {
  if (!items.every(({ t }) => t === 'move')) return new Set();
  // Most of them come from the same books and go to the same ones.
  const changes = new Map<string, Shown | null>();
  return new Set(subjects.flatMap((subject) => (projectMove(to, subject, changes) ? [subject.id] : [])));
}

/** What a view holds of a customer by reason of the books that hold them. */
interface Shown {
  readonly responsible: string;
  readonly can_write: 0 | 1;
  readonly work_access: string;
  readonly contact_access: string;
  readonly restricted_access: string;
}

/** What is written where customers go from books to others; null where more than that changes for this viewer. */
function shownAfter({ source, viewer }: Projection, from: readonly Id[], books: readonly Id[]): Shown | null {
  const { authority } = source.chain;
  const how = (classOf: FieldClass | null): Treatment => treatment(viewer, classOf, books, authority);
  if (how(fieldClass('name', authority.policy)) !== 'clear') return null;
  if (fieldClasses.some((classOf) => treatment(viewer, classOf, from, authority) !== how(classOf))) return null;
  const book = books
    .map((one) => authority.books.get(one))
    .find((found) => found?.kind === 'person' || found?.kind === 'pool');
  return {
    responsible: book?.person ?? '',
    can_write: authority.mayWrite(viewer.user, books, 'card') ? 1 : 0,
    work_access: accessOf(how('work')),
    contact_access: accessOf(how('contact')),
    restricted_access: accessOf(how('restricted')),
  };
}

function projectMove(
  to: Projection,
  { id, kind, from, books, rows, keys }: SubjectEntry,
  changes: Map<string, Shown | null>,
): boolean {
  if (kind !== 'customer' || from === null || books === null || rows.length > 0 || keys.length > 0) return false;
  // What waits to be projected is not yet in the view as it is.
  if (to.source.chain.sql.isDirty.get(id) !== undefined) return false;
  const way = `${from.join()} ${books.join()}`;
  const known = changes.get(way);
  const shown = known === undefined ? shownAfter(to, from, books) : known;
  changes.set(way, shown);
  // None changed: it is not in this view, or what was there was seen otherwise.
  return shown !== null && to.content.setResponsible.run({ id, ...shown }).changes === 1;
}

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
  return new Set(subjects.flatMap((subject) => (projectMove(to, subject) ? [subject.id] : [])));
}

function projectMove(to: Projection, { id, kind, from, books, rows, keys }: SubjectEntry): boolean {
  if (kind !== 'customer' || from === null || books === null || rows.length > 0 || keys.length > 0) return false;
  const { content, viewer } = to;
  const { sql, authority } = to.source.chain;
  // What waits to be projected is not yet in the view as it is.
  if (sql.isDirty.get(id) !== undefined) return false;
  const how = (classOf: FieldClass | null): Treatment => treatment(viewer, classOf, books, authority);
  if (how(fieldClass('name', authority.policy)) !== 'clear') return false;
  if (fieldClasses.some((classOf) => treatment(viewer, classOf, from, authority) !== how(classOf))) return false;
  const book = books
    .map((one) => authority.books.get(one))
    .find((found) => found?.kind === 'person' || found?.kind === 'pool');
  const { changes } = content.setResponsible.run({
    id,
    responsible: book?.person ?? '',
    can_write: authority.mayWrite(viewer.user, books, 'card') ? 1 : 0,
    work_access: accessOf(how('work')),
    contact_access: accessOf(how('contact')),
    restricted_access: accessOf(how('restricted')),
  });
  // None: it is not in this view, or what was there was seen otherwise.
  return changes === 1;
}

import { type FieldClass, fieldClasses } from '#shared/domain/fields.ts';
import type { RecordKind, SubjectEntry } from './entry.ts';

type Shape = Readonly<Partial<Record<RecordKind, readonly FieldClass[]>>>;

/**
 * What a subject of each kind is made of: a record of its own kind under its own id, which begins with a row of the first
 * class, and what hangs on it.
 */
const shapes: Readonly<Partial<Record<RecordKind, Shape>>> = {
  customer: { customer: fieldClasses, note: ['work'] },
  person: { person: ['card'] },
  company: { company: ['card'] },
  request: { request: ['work'], requestRows: ['work'], reason: ['work'] },
  draft: { draft: ['work'] },
  login: { login: ['work'] },
  terms: { terms: ['card'] },
  importReport: { importReport: ['work'], importProblems: ['work'] },
};

/**
 * Whether an entry puts a subject together as every reader takes it to be. Whoever may write could otherwise sign what
 * fails on everybody's screens, or is one thing to one reader and another to the next.
 */
export function isShaped({ id, kind, books, rows }: SubjectEntry, isNew: boolean): boolean {
  const shape = shapes[kind];
  if (shape === undefined || (books !== null && new Set(books).size !== books.length)) return false;
  const first = shape[kind]?.[0];
  if (isNew && !rows.some(([record, , fieldClass]) => record === id && fieldClass === first)) return false;
  return rows.every(
    ([record, what, fieldClass]) => (record === id) === (what === kind) && shape[what]?.includes(fieldClass) === true,
  );
}

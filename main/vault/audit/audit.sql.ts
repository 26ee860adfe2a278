import { type Db, type Query, rows, values } from '../store/open.ts';

export interface EntryRow {
  readonly n: number;
  readonly seq: number;
  readonly time: number;
  readonly actor: string | null;
  readonly kind: string;
  readonly count: number;
  readonly objects: string;
  readonly details: string;
}
/** Which entries: before a number, at most so many, and what else is asked. */
export interface EntryQuery {
  readonly before: number;
  readonly limit: number;
  readonly actor?: string;
  readonly object?: string;
  /** First and, exclusive, last kind of a prefix. */
  readonly kind?: string;
  readonly kindEnd?: string;
  readonly from?: number;
  readonly to?: number;
}

const conditions: Readonly<Record<keyof Omit<EntryQuery, 'before' | 'limit'>, string>> = {
  actor: 'e.actor = @actor',
  // Found by the object and not by walking all entries: most customers are in few.
  object: 'e.n IN (SELECT o.n FROM entry_objects o WHERE o.object = @object)',
  kind: 'e.kind >= @kind',
  kindEnd: 'e.kind < @kindEnd',
  from: 'e.time >= @from',
  to: 'e.time < @to',
};

const prepared = new WeakMap<Db, Map<string, Query<[EntryQuery], EntryRow>>>();

/** Entries, newest first. */
export function listEntries(db: Db, query: EntryQuery): EntryRow[] {
  const parts = Object.entries(conditions).flatMap(([name, condition]) =>
    Object.hasOwn(query, name) ? [condition] : [],
  );
  const text = `SELECT e.n, e.seq, e.time, e.actor, e.kind, e.count, e.objects, e.details FROM entries e
    WHERE ${['e.n < @before', ...parts].join(' AND ')} ORDER BY e.n DESC LIMIT @limit`;
  const cache = prepared.get(db) ?? new Map<string, Query<[EntryQuery], EntryRow>>();
  prepared.set(db, cache);
  const found = cache.get(text) ?? rows<[EntryQuery], EntryRow>(db, text);
  cache.set(text, found);
  return found.all(query);
}

function makeNames(db: Db) {
  return {
    person: values<[string], string>(db, 'SELECT name FROM people WHERE user = ?'),
    customer: values<[string], string>(db, 'SELECT name FROM customers WHERE id = ?'),
  };
}

const namesOf = new WeakMap<Db, ReturnType<typeof makeNames>>();
/** Names of what entries concern, as far as this view has them; prepared once for one view. */
export function entryNames(db: Db): ReturnType<typeof makeNames> {
  const found = namesOf.get(db) ?? makeNames(db);
  namesOf.set(db, found);
  return found;
}

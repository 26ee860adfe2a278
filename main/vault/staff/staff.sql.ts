import { type Db, rows, values } from '../store/open.ts';

/** Reads of the people's part of a view. */
export function staffStatements(db: Db) {
  return {
    names: rows<[], { user: string; name: string }>(db, 'SELECT user, name FROM people ORDER BY user'),
    lastLogin: values<[string], number>(db, 'SELECT at FROM last_logins WHERE user = ?'),
    /** Whose entry was the first that is dated later than a moment. */
    firstAhead: rows<[number], { actor: string | null }>(
      db,
      'SELECT actor FROM entries WHERE time > ? ORDER BY n LIMIT 1',
    ),
    customers: values<[string], number>(db, 'SELECT count(*) FROM customers WHERE responsible = ? AND binned IS NULL'),
  };
}

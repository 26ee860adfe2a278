import { type Db, rows, values } from '../store/open.ts';

/** Reads of the people's part of a view. */
export function staffStatements(db: Db) {
  return {
    names: rows<[], { user: string; name: string }>(db, 'SELECT user, name FROM people ORDER BY user'),
    lastLogin: values<[string], number>(db, 'SELECT at FROM last_logins WHERE user = ?'),
    /** What was said the last time that somebody was stopped. */
    stopped: values<[string], string>(
      db,
      `SELECT e.details FROM entry_objects o JOIN entries e ON e.n = o.n
       WHERE o.object = ? AND e.kind = 'staff.freeze' ORDER BY e.n DESC LIMIT 1`,
    ),
    /** The last time that an owner said they mean to be the only one. */
    oneOwner: rows<[], { actor: string | null; time: number }>(
      db,
      "SELECT actor, time FROM entries WHERE kind = 'staff.oneOwner' ORDER BY n DESC LIMIT 1",
    ),
    /** Whose entry was the first that is dated later than a moment. */
    firstAhead: rows<[number], { actor: string | null }>(
      db,
      'SELECT actor FROM entries WHERE time > ? ORDER BY n LIMIT 1',
    ),
    customers: values<[string], number>(db, 'SELECT count(*) FROM customers WHERE responsible = ? AND binned IS NULL'),
  };
}

import { type Db, rows, values } from '../store/open.ts';

/** What of a view the session asks about visits. */
export function visitStatements(db: Db) {
  return {
    /** A person's entries, newest first. */
    ownEntries: rows<[string, number], { n: number; kind: string; time: number; details: string }>(
      db,
      'SELECT n, kind, time, details FROM entries WHERE actor = ? ORDER BY n DESC LIMIT ?',
    ),
    /** How many people have logged in since a moment. */
    peopleSince: values<[number], number>(db, 'SELECT COUNT(*) FROM last_logins WHERE at >= ?'),
  };
}

import { type Db, rows, values } from '../store/open.ts';
import type { DayCount } from './unusual.rules.ts';

export interface OpenedCustomer {
  readonly id: string;
  readonly name: string | null;
  readonly times: number;
  readonly last: number;
}
/** What one person did with one customer. */
export interface SeenRow {
  readonly actor: string;
  readonly opened: number;
  readonly restricted: number;
  readonly written: number;
  readonly last: number;
}

function make(db: Db) {
  return {
    counts: rows<[number, number], DayCount>(
      db,
      'SELECT day, actor, what, count FROM day_counts WHERE day >= ? AND day <= ?',
    ),
    countsOf: rows<[number, number, string], DayCount>(
      db,
      'SELECT day, actor, what, count FROM day_counts WHERE day >= ? AND day <= ? AND actor = ?',
    ),
    opened: rows<[string, number, number, number], OpenedCustomer>(
      db,
      `SELECT d.object AS id, c.name, sum(d.times) AS times, max(d.last) AS last
       FROM day_objects d LEFT JOIN customers c ON c.id = d.object
       WHERE d.actor = ? AND d.day >= ? AND d.day <= ? AND d.what = 'opened'
       GROUP BY d.object ORDER BY max(d.last) DESC LIMIT ?`,
    ),
    openedInAll: values<[string, number, number], number>(
      db,
      "SELECT count(DISTINCT object) FROM day_objects WHERE actor = ? AND day >= ? AND day <= ? AND what = 'opened'",
    ),
    firstFrom: values<[number], number>(db, 'SELECT n FROM entries WHERE time >= ? ORDER BY time, n LIMIT 1'),
    // By kind, which are few: of a person's entries most are something else.
    logins: rows<[string, number, number, string, number, number], { time: number; kind: string }>(
      db,
      `SELECT time, kind FROM (
         SELECT n, time, kind FROM entries WHERE kind = 'session.login' AND +actor = ? AND n >= ? AND n < ?
         UNION ALL
         SELECT n, time, kind FROM entries WHERE kind = 'session.lock' AND +actor = ? AND n >= ? AND n < ?)
       ORDER BY n DESC`,
    ),
    seen: rows<[string], SeenRow>(
      db,
      `SELECT e.actor, sum(e.kind = 'customer.reveal') AS opened, sum(e.kind = 'customer.revealRestricted') AS restricted,
         sum(e.kind NOT IN ('customer.reveal', 'customer.revealRestricted')) AS written, max(e.time) AS last
       FROM entry_objects o CROSS JOIN entries e ON e.n = o.n
       WHERE o.object = ? AND e.actor IS NOT NULL
         AND (e.kind GLOB 'customer.*' OR e.kind GLOB 'note.*' OR e.kind GLOB 'import.*') GROUP BY e.actor`,
    ),
    savedExports: rows<[], { request: string; requester: string; requested: number }>(
      db,
      `SELECT c.request, c.requester, c.requested FROM chain_requests c JOIN requests r ON r.id = c.request
       WHERE c.state = 'saved' ORDER BY c.requested`,
    ),
    name: values<[string], string>(db, 'SELECT name FROM people WHERE user = ?'),
  };
}

const ready = new WeakMap<Db, ReturnType<typeof make>>();
/** Reads about people's days, prepared once for one view. */
export function dayStatements(db: Db): ReturnType<typeof make> {
  const found = ready.get(db) ?? make(db);
  ready.set(db, found);
  return found;
}

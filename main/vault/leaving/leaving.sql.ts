import { type Db, rows, values } from '../store/open.ts';

/** What a view knows of people who leave. */
export function leavingStatements(db: Db) {
  return {
    voidRequests: values<[], string>(db, "SELECT request FROM chain_requests WHERE state = 'void'"),
    /** Requests that become void when this person goes. */
    openRequests: values<[{ user: string }], number>(
      db,
      `SELECT count(*) FROM chain_requests WHERE (requester = @user AND state IN ('waiting', 'approved'))
       OR (decider = @user AND state = 'approved')`,
    ),
    customers: values<[string], string>(
      db,
      `SELECT s.id FROM chain_books b JOIN chain_subjects s ON s.id = b.subject
       WHERE b.book = ? AND s.kind = 'customer' ORDER BY s.id`,
    ),
    company: values<[string], string | null>(db, 'SELECT company FROM customers WHERE id = ?'),
    name: values<[string], string>(db, 'SELECT name FROM people WHERE user = ?'),
    record: rows<[string, string], { time: number; actor: string | null; objects: string; details: string }>(
      db,
      `SELECT e.time, e.actor, e.objects, e.details FROM entry_objects o JOIN entries e ON e.n = o.n
       WHERE o.object = ? AND e.kind = ? ORDER BY e.n LIMIT 1`,
    ),
  };
}

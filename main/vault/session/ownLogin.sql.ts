import { type Db, values } from '../store/open.ts';

/** The subject on a desk that holds how its person logs in. */
export function ownLoginStatement(db: Db) {
  return values<[string, string], string>(
    db,
    `SELECT s.id FROM chain_subjects s JOIN chain_books b ON b.subject = s.id
     WHERE b.book = ? AND s.kind = 'login' AND s.creator = ? ORDER BY s.id LIMIT 1`,
  );
}

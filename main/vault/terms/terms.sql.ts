import { type Db, rows } from '../store/open.ts';

export interface SignRow {
  readonly time: number;
  readonly details: string;
}

function make(db: Db) {
  return {
    // The index of kinds: one person's signatures are few among all that they did.
    signs: rows<[string], SignRow>(
      db,
      "SELECT time, details FROM entries WHERE kind = 'terms.sign' AND +actor = ? ORDER BY n DESC LIMIT 50",
    ),
    names: rows<[], { user: string; name: string }>(db, 'SELECT user, name FROM people ORDER BY user'),
  };
}

const ready = new WeakMap<Db, ReturnType<typeof make>>();
/** Reads about the terms, prepared once for one view. */
export function termsStatements(db: Db): ReturnType<typeof make> {
  const found = ready.get(db) ?? make(db);
  ready.set(db, found);
  return found;
}

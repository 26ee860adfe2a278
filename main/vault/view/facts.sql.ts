import { type Db, rows, values } from '../store/open.ts';

/** What must be known of a view before it is used. */
export function viewFacts(db: Db) {
  return {
    meta: values<[string], string>(db, 'SELECT value FROM meta WHERE key = ?'),
    setMeta: rows<[string, string]>(db, 'INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)'),
    head: rows<[], { n: number; seq: number; hash: Buffer }>(
      db,
      'SELECT n, seq, hash FROM chain_head ORDER BY n DESC LIMIT 1',
    ),
  };
}

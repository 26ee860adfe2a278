import { type Db, rows, values } from '../store/open.ts';

/** The newest entry that a view knows. */
export interface ViewHead {
  readonly n: number;
  readonly seq: number;
  readonly hash: Buffer;
  readonly time: number;
}

/** What must be known of a view before it is used. */
export function viewFacts(db: Db) {
  return {
    meta: values<[string], string>(db, 'SELECT value FROM meta WHERE key = ?'),
    setMeta: rows<[string, string]>(db, 'INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)'),
    head: rows<[], ViewHead>(db, 'SELECT n, seq, hash, time FROM chain_head ORDER BY n DESC LIMIT 1'),
  };
}

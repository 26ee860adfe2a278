import { type Db, rows, values } from '../store/open.ts';
import type { SealedRow } from '../store/vault.sql.ts';

/** A sealed row and where in its table it lies. */
export interface PlacedRow extends SealedRow {
  readonly place: number;
}
const placedColumns = 'rowid AS place, id, class, kind, subject, version, seq, key_no, sealed';

/** The sealed rows of a vault in the order of their names, page by page. */
export function sealedPages(db: Db) {
  return {
    records: rows<[string, string, number], PlacedRow>(
      db,
      `SELECT ${placedColumns} FROM records WHERE (id, class) > (?, ?) ORDER BY id, class LIMIT ?`,
    ),
    versions: rows<[string, string, number, number], PlacedRow>(
      db,
      `SELECT ${placedColumns} FROM record_versions WHERE (id, class, version) > (?, ?, ?) ORDER BY id, class, version LIMIT ?`,
    ),
    strays: values<[], number>(db, 'SELECT count(*) FROM journal WHERE n < 1'),
    /** About how much there is to check: numbers are given in order and seldom left out. */
    size: rows<[], { total: number }>(
      db,
      `SELECT coalesce((SELECT max(n) FROM journal), 0) + coalesce((SELECT max(rowid) FROM records), 0)
         + coalesce((SELECT max(rowid) FROM record_versions), 0) AS total`,
    ),
  };
}

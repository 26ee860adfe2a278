import { type Db, rows } from '../store/open.ts';
import type { SealedRow } from '../store/vault.sql.ts';

const sealedColumns = 'id, class, kind, subject, version, seq, key_no, sealed';

/** The sealed rows of a vault in the order of their names, page by page. */
export function sealedPages(db: Db) {
  return {
    records: rows<[string, string, number], SealedRow>(
      db,
      `SELECT ${sealedColumns} FROM records WHERE (id, class) > (?, ?) ORDER BY id, class LIMIT ?`,
    ),
    versions: rows<[string, string, number, number], SealedRow>(
      db,
      `SELECT ${sealedColumns} FROM record_versions WHERE (id, class, version) > (?, ?, ?) ORDER BY id, class, version LIMIT ?`,
    ),
  };
}

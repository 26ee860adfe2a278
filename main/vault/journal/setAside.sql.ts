import { encode } from 'cborg';
import { equal, hash } from '../keys/crypto.ts';
import { type Db, rows, values } from '../store/open.ts';
import { type StoredEntry, noHash } from './entry.ts';
import type { PlacedRow } from './verify.sql.ts';

/** What a verified journal says of ended alarms, beside the other tables of the chain. */
export const endingSchema = `
CREATE TABLE chain_endings(
  no INTEGER PRIMARY KEY, seq INTEGER NOT NULL, time INTEGER NOT NULL, actor TEXT NOT NULL, code TEXT NOT NULL, first INTEGER,
  known INTEGER NOT NULL, entries INTEGER NOT NULL, rows INTEGER NOT NULL, restored INTEGER NOT NULL, hash BLOB NOT NULL);
CREATE TABLE chain_asides(
  record TEXT NOT NULL, class TEXT NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL, back INTEGER, time INTEGER NOT NULL,
  PRIMARY KEY(record, class)) WITHOUT ROWID;
CREATE INDEX chain_asides_subject ON chain_asides(subject);
`;

/** An alarm that an owner has ended: what it was, and how much was set aside for it. */
export interface Ending {
  /** The first ended alarm of a vault is 1. */
  readonly no: number;
  /** Number of the entry that ends it. */
  readonly seq: number;
  readonly time: number;
  readonly actor: string;
  readonly code: string;
  /** First entry that no longer counts; null where none was taken away. */
  readonly first: number | null;
  /** The newest entry that was known to have been there. */
  readonly known: number;
  readonly entries: number;
  readonly rows: number;
  readonly restored: number;
  /** Over everything that was set aside. */
  readonly hash: Uint8Array;
}
/** A part of a record that was damaged and set aside: what is shown since is version `back`, or nothing. */
export interface AsideRow {
  readonly record: string;
  readonly class: string;
  readonly subject: string;
  readonly kind: string;
  readonly back: number | null;
  readonly time: number;
}
const endingColumns = 'no, seq, time, actor, code, first, known, entries, rows, restored, hash';

/** The statements with which a chain takes in that something was set aside. */
export function endingStatements(db: Db) {
  return {
    count: values<[], number>(db, 'SELECT coalesce(max(no), 0) FROM chain_endings'),
    add: rows<[Ending]>(
      db,
      `INSERT INTO chain_endings(${endingColumns})
       VALUES (@no, @seq, @time, @actor, @code, @first, @known, @entries, @rows, @restored, @hash)`,
    ),
    after: rows<[number], Ending>(db, `SELECT ${endingColumns} FROM chain_endings WHERE no > ? ORDER BY no`),
    putAside: rows<[AsideRow]>(
      db,
      `INSERT OR REPLACE INTO chain_asides(record, class, subject, kind, back, time)
       VALUES (@record, @class, @subject, @kind, @back, @time)`,
    ),
    asidesOf: rows<[string], AsideRow>(
      db,
      'SELECT record, class, subject, kind, back, time FROM chain_asides WHERE subject = ? ORDER BY record, class',
    ),
    version: rows<[string, string, number], { hash: Uint8Array; seq: number }>(
      db,
      'SELECT hash, seq FROM chain_versions WHERE record = ? AND class = ? AND version = ?',
    ),
    olderVersions: rows<[string, string, number], { version: number; hash: Uint8Array; seq: number }>(
      db,
      'SELECT version, hash, seq FROM chain_versions WHERE record = ? AND class = ? AND version < ? ORDER BY version DESC',
    ),
    dropVersion: rows<[string, string, number]>(
      db,
      'DELETE FROM chain_versions WHERE record = ? AND class = ? AND version = ?',
    ),
    dropRow: rows<[string, string]>(db, 'DELETE FROM chain_rows WHERE record = ? AND class = ?'),
    setBack: rows<[number, Uint8Array, number, string, string]>(
      db,
      'UPDATE chain_rows SET version = ?, hash = ?, seq = ? WHERE record = ? AND class = ?',
    ),
    staleClass: rows<[string, string]>(db, 'UPDATE chain_keys SET stale = 1 WHERE subject = ? AND class = ?'),
  };
}
export type EndingStatements = ReturnType<typeof endingStatements>;

/** All ended alarms that a chain has taken in. */
export function endingsOf(db: Db): Ending[] {
  return endingStatements(db).after.all(0);
}

const asideTables = {
  aside_entries: 'CREATE TABLE aside_entries(no INTEGER NOT NULL, n, device, seq, body, sig, root_sig, hash)',
  aside_rows:
    'CREATE TABLE aside_rows(no INTEGER NOT NULL, place, id, class, kind, subject, version, seq, key_no, sealed)',
} as const;

/**
 * Makes the tables of `vault.db` that keep what was set aside, as evidence. They are made when they are first needed; one
 * of that name that is not ours has been put there by hand and goes.
 */
function makeAsideTables(db: Db): void {
  const found = values<[string], string>(db, "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?");
  for (const [name, text] of Object.entries(asideTables)) {
    const there = found.get(name);
    if (there === text) continue;
    if (there !== undefined) db.exec(name === 'aside_rows' ? 'DROP TABLE aside_rows' : 'DROP TABLE aside_entries');
    db.exec(text);
  }
}

/** The statements over `vault.db` with which something is set aside. Inside a transaction: it may make tables. */
export function asideStatements(db: Db) {
  makeAsideTables(db);
  const rowColumns = 'id, class, kind, subject, version, seq, key_no, sealed';
  return {
    forget: [
      rows<[number]>(db, 'DELETE FROM aside_entries WHERE no = ?'),
      rows<[number]>(db, 'DELETE FROM aside_rows WHERE no = ?'),
    ],
    keepEntries: rows<[number, number]>(
      db,
      `INSERT INTO aside_entries(no, n, device, seq, body, sig, root_sig, hash)
       SELECT ?, n, device, seq, body, sig, root_sig, hash FROM journal WHERE n > ? OR n < 1 ORDER BY n`,
    ),
    dropEntries: rows<[number]>(db, 'DELETE FROM journal WHERE n > ? OR n < 1'),
    keepRecord: rows<[number, number]>(
      db,
      `INSERT INTO aside_rows(no, place, ${rowColumns}) SELECT ?, 'records', ${rowColumns} FROM records WHERE rowid = ?`,
    ),
    dropRecord: rows<[number]>(db, 'DELETE FROM records WHERE rowid = ?'),
    keepVersion: rows<[number, number]>(
      db,
      `INSERT INTO aside_rows(no, place, ${rowColumns}) SELECT ?, 'versions', ${rowColumns} FROM record_versions WHERE rowid = ?`,
    ),
    dropVersion: rows<[number]>(db, 'DELETE FROM record_versions WHERE rowid = ?'),
    /** Puts an older version in the place of the current one; its entry's number is what the journal says. */
    putBack: rows<[number, number]>(
      db,
      `INSERT INTO records(${rowColumns}) SELECT id, class, kind, subject, version, ?, key_no, sealed FROM record_versions WHERE rowid = ?`,
    ),
    setRecordSeq: rows<[number, number]>(db, 'UPDATE records SET seq = ? WHERE rowid = ?'),
    setVersionSeq: rows<[number, number]>(db, 'UPDATE record_versions SET seq = ? WHERE rowid = ?'),
  };
}
export type AsideStatements = ReturnType<typeof asideStatements>;

/** The stored older versions of a row, newest first. */
export function storedVersions(db: Db, record: string, fieldClass: string): PlacedRow[] {
  return rows<[string, string], PlacedRow>(
    db,
    `SELECT rowid AS place, id, class, kind, subject, version, seq, key_no, sealed FROM record_versions
     WHERE id = ? AND class = ? ORDER BY version DESC`,
  ).all(record, fieldClass);
}

/** The stored current row. */
export function storedRecord(db: Db, record: string, fieldClass: string): PlacedRow | undefined {
  return rows<[string, string], PlacedRow>(
    db,
    'SELECT rowid AS place, id, class, kind, subject, version, seq, key_no, sealed FROM records WHERE id = ? AND class = ?',
  ).get(record, fieldClass);
}

/** Over everything that lies aside for an ended alarm. */
export function evidenceHash(db: Db, no: number): Buffer {
  let sum = hash([noHash]);
  const all = (text: string): IterableIterator<unknown[]> => db.prepare<[number], unknown[]>(text).raw().iterate(no);
  for (const row of all(
    'SELECT n, device, seq, body, sig, root_sig, hash FROM aside_entries WHERE no = ? ORDER BY rowid',
  ))
    sum = hash([sum, encode(row)]);
  for (const row of all(
    'SELECT place, id, class, kind, subject, version, seq, key_no, sealed FROM aside_rows WHERE no = ? ORDER BY rowid',
  ))
    sum = hash([sum, encode(row)]);
  return sum;
}

/** Whether what was set aside for an alarm still lies there as it was. */
export function isEvidenceWhole(db: Db, ending: Ending): boolean {
  try {
    return equal(evidenceHash(db, ending.no), ending.hash);
  } catch {
    // The tables are gone, or are others.
    return false;
  }
}

/** The entries that bear a signature of ROOT, newest first; whether it is ROOT's is for the caller to check. */
export function rootSigned(db: Db) {
  return rows<[], Pick<StoredEntry, 'body' | 'root_sig'>>(
    db,
    'SELECT body, root_sig FROM journal WHERE root_sig IS NOT NULL ORDER BY n DESC',
  );
}

/** The entries after one, and those with a number that none can have: what would be set aside. */
export function tailEntries(db: Db) {
  return rows<[number], Pick<StoredEntry, 'body' | 'sig' | 'root_sig'>>(
    db,
    'SELECT body, sig, root_sig FROM journal WHERE n > ? OR n < 1 ORDER BY n',
  );
}

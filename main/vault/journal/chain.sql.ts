import { type Db, rows, values } from '../store/open.ts';
import { endingSchema } from './setAside.sql.ts';

/** What a verified journal says about every subject, kept beside the view and thrown away with it. Ids and hashes only. */
export const chainSchema = `
CREATE TABLE chain_head(
  device TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash BLOB NOT NULL, n INTEGER NOT NULL, time INTEGER NOT NULL,
  authority_seq INTEGER, authority_hash BLOB);
CREATE TABLE chain_authority(
  n INTEGER PRIMARY KEY, actor TEXT, time INTEGER NOT NULL, prev BLOB NOT NULL, by_root INTEGER NOT NULL, items BLOB NOT NULL);
CREATE TABLE chain_subjects(id TEXT PRIMARY KEY, kind TEXT NOT NULL, creator TEXT, created INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE chain_books(subject TEXT NOT NULL, book TEXT NOT NULL, PRIMARY KEY(subject, book)) WITHOUT ROWID;
CREATE INDEX chain_books_book ON chain_books(book, subject);
CREATE TABLE chain_rows(
  record TEXT NOT NULL, class TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, version INTEGER NOT NULL,
  hash BLOB NOT NULL, seq INTEGER NOT NULL, author TEXT, time INTEGER NOT NULL, first_author TEXT, first_time INTEGER NOT NULL,
  PRIMARY KEY(record, class)) WITHOUT ROWID;
CREATE INDEX chain_rows_subject ON chain_rows(subject);
CREATE TABLE chain_versions(
  record TEXT NOT NULL, class TEXT NOT NULL, version INTEGER NOT NULL, hash BLOB NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY(record, class, version)) WITHOUT ROWID;
CREATE TABLE chain_keys(
  subject TEXT NOT NULL, class TEXT NOT NULL, n INTEGER NOT NULL, commitment BLOB NOT NULL, stale INTEGER NOT NULL,
  PRIMARY KEY(subject, class, n)) WITHOUT ROWID;
CREATE TABLE chain_requests(
  request TEXT PRIMARY KEY, requester TEXT NOT NULL, asked INTEGER NOT NULL, requested INTEGER NOT NULL, state TEXT NOT NULL, details BLOB NOT NULL,
  decider TEXT, decided INTEGER, approval BLOB) WITHOUT ROWID;
CREATE TABLE chain_dirty(subject TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE chain_batches(batch TEXT NOT NULL, n INTEGER NOT NULL, actor TEXT, PRIMARY KEY(batch, n)) WITHOUT ROWID;
${endingSchema}`;

export interface HeadRow {
  readonly device: string;
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly n: number;
  readonly time: number;
  readonly authority_seq: number | null;
  readonly authority_hash: Uint8Array | null;
}
export interface ChainRow {
  readonly record: string;
  readonly class: string;
  readonly kind: string;
  readonly subject: string;
  readonly version: number;
  readonly hash: Uint8Array;
  /** The entry that wrote it. */
  readonly seq: number;
  readonly author: string | null;
  readonly time: number;
  readonly first_author: string | null;
  readonly first_time: number;
}
/** An older version of a row. */
export interface ChainVersion {
  readonly record: string;
  readonly class: string;
  readonly version: number;
  readonly hash: Uint8Array;
  readonly seq: number;
}
export interface ChainKey {
  readonly n: number;
  readonly commitment: Uint8Array;
  readonly stale: number;
}
export interface ChainRequest {
  readonly request: string;
  readonly requester: string;
  /** Which entry asked for it, and when. */
  readonly asked: number;
  readonly requested: number;
  readonly state: string;
  /** What was asked for, as the entry's details name it. */
  readonly details: Uint8Array;
  readonly decider: string | null;
  readonly decided: number | null;
  readonly approval: Uint8Array | null;
}

/** The statements over the chain tables, prepared once for one database. */
export function chainStatements(db: Db) {
  return {
    head: rows<[string], HeadRow>(
      db,
      'SELECT device, seq, hash, n, time, authority_seq, authority_hash FROM chain_head WHERE device = ?',
    ),
    newestHead: rows<[], HeadRow>(
      db,
      'SELECT device, seq, hash, n, time, authority_seq, authority_hash FROM chain_head ORDER BY n DESC LIMIT 1',
    ),
    setHead: rows<[HeadRow]>(
      db,
      `INSERT INTO chain_head(device, seq, hash, n, time, authority_seq, authority_hash)
       VALUES (@device, @seq, @hash, @n, @time, @authority_seq, @authority_hash)
       ON CONFLICT(device) DO UPDATE SET seq = @seq, hash = @hash, n = @n, time = @time,
         authority_seq = @authority_seq, authority_hash = @authority_hash`,
    ),
    addAuthority: rows<[number, string | null, number, Uint8Array, number, Uint8Array]>(
      db,
      'INSERT INTO chain_authority(n, actor, time, prev, by_root, items) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    authority: rows<
      [],
      { n: number; actor: string | null; time: number; prev: Uint8Array; by_root: number; items: Uint8Array }
    >(db, 'SELECT n, actor, time, prev, by_root, items FROM chain_authority ORDER BY n'),
    subject: rows<[string], { kind: string; creator: string | null; created: number }>(
      db,
      'SELECT kind, creator, created FROM chain_subjects WHERE id = ?',
    ),
    addSubject: rows<[string, string, string | null, number]>(
      db,
      'INSERT INTO chain_subjects(id, kind, creator, created) VALUES (?, ?, ?, ?)',
    ),
    books: values<[string], string>(db, 'SELECT book FROM chain_books WHERE subject = ? ORDER BY book'),
    subjectsOfBook: values<[string], string>(db, 'SELECT subject FROM chain_books WHERE book = ? ORDER BY subject'),
    dropBooks: rows<[string]>(db, 'DELETE FROM chain_books WHERE subject = ?'),
    addBook: rows<[string, string]>(db, 'INSERT INTO chain_books(subject, book) VALUES (?, ?)'),
    row: rows<[string, string], ChainRow>(
      db,
      'SELECT record, class, kind, subject, version, hash, seq, author, time, first_author, first_time FROM chain_rows WHERE record = ? AND class = ?',
    ),
    rowsOfRecord: rows<[string], ChainRow>(
      db,
      'SELECT record, class, kind, subject, version, hash, seq, author, time, first_author, first_time FROM chain_rows WHERE record = ?',
    ),
    rowsOfSubject: rows<[string], ChainRow>(
      db,
      'SELECT record, class, kind, subject, version, hash, seq, author, time, first_author, first_time FROM chain_rows WHERE subject = ? ORDER BY record, class',
    ),
    rowsBetween: rows<[string, string, string, string], ChainRow>(
      db,
      `SELECT record, class, kind, subject, version, hash, seq, author, time, first_author, first_time FROM chain_rows
       WHERE (record, class) > (?, ?) AND (record, class) <= (?, ?) ORDER BY record, class`,
    ),
    version: values<[string], number | null>(db, 'SELECT max(version) FROM chain_rows WHERE record = ?'),
    setRow: rows<[ChainRow]>(
      db,
      `INSERT INTO chain_rows(record, class, kind, subject, version, hash, seq, author, time, first_author, first_time)
       VALUES (@record, @class, @kind, @subject, @version, @hash, @seq, @author, @time, @first_author, @first_time)
       ON CONFLICT(record, class) DO UPDATE SET version = @version, hash = @hash, seq = @seq, author = @author, time = @time`,
    ),
    addVersion: rows<[string, string, number, Uint8Array, number]>(
      db,
      'INSERT INTO chain_versions(record, class, version, hash, seq) VALUES (?, ?, ?, ?, ?)',
    ),
    oldVersion: rows<[string, string, number], { version: number; hash: Uint8Array; seq: number }>(
      db,
      'SELECT version, hash, seq FROM chain_versions WHERE record = ? AND class = ? AND version < ? ORDER BY version DESC LIMIT 1',
    ),
    versionsBetween: rows<[string, string, number, string, string, number], ChainVersion>(
      db,
      `SELECT record, class, version, hash, seq FROM chain_versions
       WHERE (record, class, version) > (?, ?, ?) AND (record, class, version) <= (?, ?, ?) ORDER BY record, class, version`,
    ),
    keys: rows<[string, string], ChainKey>(
      db,
      'SELECT n, commitment, stale FROM chain_keys WHERE subject = ? AND class = ? ORDER BY n',
    ),
    key: rows<[string, string, number], ChainKey>(
      db,
      'SELECT n, commitment, stale FROM chain_keys WHERE subject = ? AND class = ? AND n = ?',
    ),
    newestKey: rows<[string, string], ChainKey>(
      db,
      'SELECT n, commitment, stale FROM chain_keys WHERE subject = ? AND class = ? ORDER BY n DESC LIMIT 1',
    ),
    keysOfSubject: rows<[string], ChainKey & { class: string }>(
      db,
      'SELECT class, n, commitment, stale FROM chain_keys WHERE subject = ? ORDER BY class, n',
    ),
    addKey: rows<[string, string, number, Uint8Array, number]>(
      db,
      'INSERT INTO chain_keys(subject, class, n, commitment, stale) VALUES (?, ?, ?, ?, ?)',
    ),
    staleKeys: rows<[string]>(db, 'UPDATE chain_keys SET stale = 1 WHERE subject = ?'),
    staleBook: rows<[string, string]>(
      db,
      'UPDATE chain_keys SET stale = 1 WHERE stale = 0 AND class = ? AND subject IN (SELECT subject FROM chain_books WHERE book = ?)',
    ),
    request: rows<[string], ChainRequest>(
      db,
      'SELECT request, requester, asked, requested, state, details, decider, decided, approval FROM chain_requests WHERE request = ?',
    ),
    addRequest: rows<[string, string, number, number, string, Uint8Array]>(
      db,
      'INSERT INTO chain_requests(request, requester, asked, requested, state, details) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    decideRequest: rows<[Omit<ChainRequest, 'requester' | 'asked' | 'requested' | 'details'>]>(
      db,
      'UPDATE chain_requests SET state = @state, decider = @decider, decided = @decided, approval = @approval WHERE request = @request',
    ),
    setRequestState: rows<[string, string]>(db, 'UPDATE chain_requests SET state = ? WHERE request = ?'),
    /** Whatever somebody shut out has asked for or approved, and that has not left yet, never leaves. */
    voidRequests: rows<[{ user: string }]>(
      db,
      `UPDATE chain_requests SET state = 'void' WHERE (requester = @user AND state IN ('waiting', 'approved'))
       OR (decider = @user AND state = 'approved')`,
    ),
    /** A file that was sealed to keys which nobody holds any more is never saved. */
    voidParcels: rows<[string]>(
      db,
      "UPDATE chain_requests SET state = 'void' WHERE requester = ? AND state = 'approved'",
    ),
    addBatch: rows<[string, number, string | null]>(db, 'INSERT INTO chain_batches(batch, n, actor) VALUES (?, ?, ?)'),
    batch: rows<[string], { n: number; actor: string | null }>(
      db,
      'SELECT n, actor FROM chain_batches WHERE batch = ? ORDER BY n DESC',
    ),
    markDirty: rows<[string]>(db, 'INSERT OR IGNORE INTO chain_dirty(subject) VALUES (?)'),
    markBookDirty: rows<[string]>(
      db,
      'INSERT OR IGNORE INTO chain_dirty(subject) SELECT subject FROM chain_books WHERE book = ?',
    ),
    // The newest first: what was made lately is wanted first.
    dirty: values<[number], string>(db, 'SELECT subject FROM chain_dirty ORDER BY subject DESC LIMIT ?'),
    dirtyCount: values<[], number>(db, 'SELECT count(*) FROM chain_dirty'),
    isDirty: values<[string], number>(db, 'SELECT 1 FROM chain_dirty WHERE subject = ?'),
    cleaned: rows<[string]>(db, 'DELETE FROM chain_dirty WHERE subject = ?'),
    authorityCount: values<[], number>(db, 'SELECT count(*) FROM chain_authority'),
  };
}
export type ChainStatements = ReturnType<typeof chainStatements>;

import type { StoredEntry } from '../journal/entry.ts';
import { type Db, rows, values } from './open.ts';

/** The whole schema of `vault.db`. Every value in it is sealed again; what is in clear here, every login can read. */
export const vaultSchema = `
CREATE TABLE journal(
  n INTEGER PRIMARY KEY, device TEXT NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL, sig BLOB NOT NULL, root_sig BLOB, hash BLOB NOT NULL,
  UNIQUE(device, seq));
CREATE TABLE records(
  id TEXT NOT NULL, class TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL,
  key_no INTEGER NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY(id, class));
CREATE INDEX records_subject ON records(subject);
CREATE TABLE record_versions(
  id TEXT NOT NULL, class TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL,
  key_no INTEGER NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY(id, class, version));
CREATE TABLE record_keys(
  subject TEXT NOT NULL, class TEXT NOT NULL, n INTEGER NOT NULL, book TEXT NOT NULL, generation INTEGER NOT NULL, wrap TEXT NOT NULL,
  sealed BLOB NOT NULL, PRIMARY KEY(subject, class, n, book)) WITHOUT ROWID;
CREATE TABLE sealed_keys(
  key TEXT NOT NULL, generation INTEGER NOT NULL, user TEXT NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY(key, generation, user)) WITHOUT ROWID;
CREATE TABLE views(user TEXT PRIMARY KEY, salt BLOB NOT NULL) WITHOUT ROWID;
`;

export interface SealedRow {
  readonly id: string;
  readonly class: string;
  readonly kind: string;
  readonly subject: string;
  readonly version: number;
  readonly seq: number;
  readonly key_no: number;
  readonly sealed: Buffer;
}
export interface WrappedKey {
  readonly subject: string;
  readonly class: string;
  readonly n: number;
  readonly book: string;
  readonly generation: number;
  /** `ck`: under the book's key; `book`: sealed to the book's public key by who does not hold it. */
  readonly wrap: 'ck' | 'book';
  readonly sealed: Buffer;
}
const sealedColumns = 'id, class, kind, subject, version, seq, key_no, sealed';
const entryColumns = 'n, device, seq, body, sig, root_sig, hash';

/** The statements over `vault.db`, prepared once. */
export function vaultStatements(db: Db) {
  return {
    entriesAfter: rows<[number, number], StoredEntry>(
      db,
      `SELECT ${entryColumns} FROM journal WHERE n > ? ORDER BY n LIMIT ?`,
    ),
    entry: rows<[number], StoredEntry>(db, `SELECT ${entryColumns} FROM journal WHERE n = ?`),
    // One account after the other, each by the index; more of them than this nobody has.
    entriesBySeq: rows<[number], StoredEntry>(
      db,
      `WITH RECURSIVE devices(device) AS (
         SELECT min(device) FROM journal
         UNION ALL SELECT (SELECT min(j.device) FROM journal j WHERE j.device > devices.device) FROM devices
           WHERE devices.device IS NOT NULL LIMIT 200)
       SELECT n, j.device, seq, body, sig, root_sig, hash FROM devices CROSS JOIN journal j
       WHERE j.device = devices.device AND seq = ? ORDER BY n`,
    ),
    lastEntry: rows<[], { n: number; seq: number; hash: Buffer }>(
      db,
      'SELECT n, seq, hash FROM journal ORDER BY n DESC LIMIT 1',
    ),
    addEntry: rows<[StoredEntry]>(
      db,
      'INSERT INTO journal(n, device, seq, body, sig, root_sig, hash) VALUES (@n, @device, @seq, @body, @sig, @root_sig, @hash)',
    ),
    record: rows<[string, string], SealedRow>(db, `SELECT ${sealedColumns} FROM records WHERE id = ? AND class = ?`),
    recordsOfSubject: rows<[string], SealedRow>(
      db,
      `SELECT ${sealedColumns} FROM records WHERE subject = ? ORDER BY id, class`,
    ),
    allRecords: rows<[], SealedRow>(db, `SELECT ${sealedColumns} FROM records ORDER BY id, class`),
    oldRecord: rows<[string, string, number], SealedRow>(
      db,
      `SELECT ${sealedColumns} FROM record_versions WHERE id = ? AND class = ? AND version = ?`,
    ),
    allVersions: rows<[], SealedRow>(db, `SELECT ${sealedColumns} FROM record_versions ORDER BY id, class, version`),
    keepVersion: rows<[string, string]>(
      db,
      `INSERT INTO record_versions(${sealedColumns}) SELECT ${sealedColumns} FROM records WHERE id = ? AND class = ?`,
    ),
    putRecord: rows<[SealedRow]>(
      db,
      `INSERT INTO records(${sealedColumns}) VALUES (@id, @class, @kind, @subject, @version, @seq, @key_no, @sealed)
       ON CONFLICT(id, class) DO UPDATE SET version = @version, seq = @seq, key_no = @key_no, sealed = @sealed`,
    ),
    keys: rows<[string, string, number], WrappedKey>(
      db,
      'SELECT subject, class, n, book, generation, wrap, sealed FROM record_keys WHERE subject = ? AND class = ? AND n = ?',
    ),
    keysOfSubject: rows<[string], WrappedKey>(
      db,
      'SELECT subject, class, n, book, generation, wrap, sealed FROM record_keys WHERE subject = ?',
    ),
    putKey: rows<[WrappedKey]>(
      db,
      'INSERT OR REPLACE INTO record_keys(subject, class, n, book, generation, wrap, sealed) VALUES (@subject, @class, @n, @book, @generation, @wrap, @sealed)',
    ),
    dropKeys: rows<[string, string]>(db, 'DELETE FROM record_keys WHERE subject = ? AND book = ?'),
    sealedKey: rows<[string, number, string], { sealed: Buffer }>(
      db,
      'SELECT sealed FROM sealed_keys WHERE key = ? AND generation = ? AND user = ?',
    ),
    sealedKeysOf: rows<[string], { key: string; generation: number; sealed: Buffer }>(
      db,
      'SELECT key, generation, sealed FROM sealed_keys WHERE user = ? ORDER BY key, generation',
    ),
    putSealedKey: rows<[string, number, string, Uint8Array]>(
      db,
      'INSERT OR REPLACE INTO sealed_keys(key, generation, user, sealed) VALUES (?, ?, ?, ?)',
    ),
    dropSealedKey: rows<[string, string]>(db, 'DELETE FROM sealed_keys WHERE key = ? AND user = ?'),
    /** Names of the keys of invitations that are sealed to somebody. */
    inviteKeysOf: values<[string], string>(
      db,
      "SELECT key FROM sealed_keys WHERE key >= 'invite:' AND key < 'invite;' AND user = ?",
    ),
    dropSealedKeys: rows<[string]>(db, 'DELETE FROM sealed_keys WHERE key = ?'),
    dropSealedTo: rows<[string]>(db, 'DELETE FROM sealed_keys WHERE user = ?'),
    salt: values<[string], Buffer>(db, 'SELECT salt FROM views WHERE user = ?'),
    dropSalt: rows<[string]>(db, 'DELETE FROM views WHERE user = ?'),
    putSalt: rows<[string, Uint8Array]>(db, 'INSERT OR REPLACE INTO views(user, salt) VALUES (?, ?)'),
  };
}
export type VaultStatements = ReturnType<typeof vaultStatements>;

import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3-multiple-ciphers';
import { VaultError } from '#shared/errors.ts';
import type { SecretKey } from '../keys/crypto.ts';
import { touch } from './sharedFolder.ts';

export type Db = Database.Database;
export type Cipher = 'sqlcipher' | 'aegis';

/** A prepared statement: parameters `P`, a row `R`. */
export interface Query<P extends unknown[], R = never> {
  get(...params: P): R | undefined;
  all(...params: P): R[];
  iterate(...params: P): IterableIterator<R>;
  run(...params: P): { changes: number; lastInsertRowid: number | bigint };
}
/** Prepares a statement that answers whole rows. */
export function rows<P extends unknown[], R = never>(db: Db, sql: string): Query<P, R> {
  return db.prepare<P, R>(sql);
}
/** Prepares a statement that answers its first column. */
export function values<P extends unknown[], R = never>(db: Db, sql: string): Query<P, R> {
  return db.prepare<P, R>(sql).pluck();
}

const plainMagic = Buffer.from('SQLite format 3\0');

/** Bytes from which on a store gets a cache of 128 MiB instead of 64: that of an office with half a million customers. */
const largeFile = 2 ** 30;

/**
 * Opens an encrypted database, or throws before anything is on disk in clear.
 * `sqlcipher` for the truth (AES-256, legacy 0), `aegis` for views. The key is raw; a passphrase is never used.
 */
export function openDatabase(
  path: string,
  cipher: Cipher,
  key: SecretKey,
  options: { readonly create: boolean; readonly durable: boolean },
): Db {
  if (key.bytes.byteLength !== 32) throw new VaultError('vaultDamaged');
  const exists = existsSync(path);
  if (!exists && !options.create) throw new VaultError('vaultMissing');
  if (exists && startsPlain(path)) throw new VaultError('vaultDamaged');
  let db: Db;
  try {
    if (!exists) touch(path);
    db = new Database(path, { fileMustExist: !options.create, timeout: 10_000 });
  } catch (error) {
    throw storeError(error);
  }
  const raw = Buffer.concat([Buffer.from('raw:'), key.bytes]);
  try {
    // First of all: whatever sorts spill must stay in memory, because spill files are not encrypted.
    db.pragma('temp_store = MEMORY');
    // What the driver chose counts, not what it was asked for.
    if (db.pragma(`cipher = '${cipher}'`, { simple: true }) !== cipher) throw new VaultError('vaultDamaged');
    if (raw.byteLength !== 36) throw new VaultError('vaultDamaged');
    db.key(raw);
    db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${options.durable ? 'FULL' : 'NORMAL'}`);
    // The default keeps deleted content in free pages.
    db.pragma('secure_delete = 1');
    db.pragma(`cache_size = -${exists && statSync(path).size > largeFile ? 131_072 : 65_536}`);
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    // Touches the first page: a wrong key or a damaged file shows here.
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    if (exists) return db;
    db.pragma('user_version = 1');
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    if (startsPlain(path)) throw new VaultError('vaultDamaged');
  } catch (error) {
    db.close();
    throw error instanceof VaultError ? error : storeError(error);
  } finally {
    raw.fill(0);
  }
  // Looking into a file and closing it again lets go of the locks that this process has on it: hence opened once more.
  return openDatabase(path, cipher, key, options);
}

/**
 * Gives a closed copy of the truth another key, and checks that it holds together under that one. Answers the hash of its
 * newest entry. The copy is worth nothing where this throws.
 */
export function rekeyCopy(path: string, key: SecretKey, next: SecretKey): Buffer | null {
  const old = Buffer.concat([Buffer.from('raw:'), key.bytes]);
  const fresh = Buffer.concat([Buffer.from('raw:'), next.bytes]);
  if (old.byteLength !== 36 || fresh.byteLength !== 36) throw new VaultError('vaultDamaged');
  try {
    withCopy(path, old, (db) => {
      // Whatever happens to the copy before it is whole and made durable, it is thrown away: nothing is kept to go back to,
      // which would be as large as the database. (The driver calls that unsafe.)
      db.unsafeMode(true);
      if (db.pragma('journal_mode = OFF', { simple: true }) !== 'off') throw new VaultError('vaultDamaged');
      db.pragma('synchronous = OFF');
      db.rekey(fresh);
    });
    if (startsPlain(path)) throw new VaultError('vaultDamaged');
    return withCopy(path, fresh, (db) => {
      if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new VaultError('vaultDamaged');
      return values<[], Buffer>(db, 'SELECT hash FROM journal ORDER BY n DESC LIMIT 1').get() ?? null;
    });
  } catch (error) {
    throw storeError(error);
  } finally {
    old.fill(0);
    fresh.fill(0);
  }
}

function withCopy<T>(path: string, raw: Buffer, work: (db: Db) => T): T {
  const db = new Database(path, { fileMustExist: true });
  try {
    db.pragma('temp_store = MEMORY');
    if (db.pragma("cipher = 'sqlcipher'", { simple: true }) !== 'sqlcipher') throw new VaultError('vaultDamaged');
    db.key(raw);
    db.pragma('cache_size = -65536');
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    return work(db);
  } finally {
    db.close();
  }
}

function startsPlain(path: string): boolean {
  const head = Buffer.alloc(16);
  const file = openSync(path, 'r');
  try {
    return readSync(file, head, 0, 16, 0) === 16 && head.equals(plainMagic);
  } finally {
    closeSync(file);
  }
}

/** Whether the driver says that a file is not what it wrote: a page with a wrong MAC, a tree that does not hold together. */
export function isDamage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(?:CORRUPT|NOTADB|IOERR)/.test(String(error.code));
}

/** Turns what the driver says into an expected refusal where it is one. */
export function storeError(error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') return new VaultError('diskFull');
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code.startsWith('SQLITE_CANTOPEN'))
    return new VaultError('diskReadOnly');
  if (code.startsWith('SQLITE_BUSY')) return new VaultError('busy');
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) return new VaultError('vaultDamaged');
  return error instanceof Error ? error : new Error(String(error));
}

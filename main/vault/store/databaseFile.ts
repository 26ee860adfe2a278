import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pid } from 'node:process';
import { VaultError } from '#shared/errors.ts';
import { type SecretKey, equal } from '../keys/crypto.ts';
import { syncFolder } from '../keys/header.ts';
import { logBug } from '../log.ts';
import { Lease } from './lease.ts';
import { type Db, openDatabase, rekeyCopy, storeError } from './open.ts';
import { type VaultStatements, vaultStatements } from './vault.sql.ts';

export function databasePath(folder: string): string {
  return join(folder, 'vault.db');
}

/** What the header does around a new key of the database: it first adds the new one, and then drops the old one. */
export interface HeaderSteps {
  readonly add: () => void;
  readonly settle: () => void;
  /** The new one did not come to count. */
  readonly undo: () => void;
}

/** `vault.db` as one process has it open. Its connection is another one after its key was made anew. */
export class DatabaseFile {
  readonly #path: string;
  readonly #lease: Lease;
  #key: SecretKey;
  #db: Db;
  #sql: VaultStatements;
  #file: bigint;
  #replaced = false;

  /** Opens the file, under a lease that was taken before its key was looked for. The key is the file's from here on. */
  constructor(folder: string, lease: Lease, key: SecretKey, options: { readonly create?: (db: Db) => void } = {}) {
    this.#path = databasePath(folder);
    this.#lease = lease;
    this.#key = key;
    const { create } = options;
    this.#db = openDatabase(this.#path, 'sqlcipher', key, { create: create !== undefined, durable: true });
    create?.(this.#db);
    this.#sql = vaultStatements(this.#db);
    this.#file = fileNumber(this.#path);
  }

  get db(): Db {
    this.#requireCurrent();
    return this.#db;
  }
  get sql(): VaultStatements {
    this.#requireCurrent();
    return this.#sql;
  }
  /** What is written to a file that another one has taken the place of is lost: nothing is. */
  #requireCurrent(): void {
    if (this.#replaced) throw new VaultError('busy');
  }
  /** The key of the database. Not to be wiped by whoever asks. */
  get key(): SecretKey {
    return this.#key;
  }

  /**
   * Puts a copy of the file under a new key in its place; the live file is never touched. False: another process has it
   * open, and nothing was done. Whenever it is interrupted, the file is the old one or the new one, and the header holds
   * the key of either.
   */
  renewKey(next: SecretKey, header: HeaderSteps): boolean {
    if (this.#db.inTransaction) return false;
    const alone = this.#lease.alone();
    // To be alone, the lease was let go of for an instant: somebody else may have made a new key in it.
    this.#replaced = fileNumber(this.#path) !== this.#file;
    if (!alone) return false;
    const copy = join(dirname(this.#path), `rotate-${pid}.db`);
    let renamed = false;
    try {
      this.#requireCurrent();
      const newest = this.#sql.lastEntry.get()?.hash ?? null;
      this.#closeWhole();
      copyFileSync(this.#path, copy);
      const copied = rekeyCopy(copy, this.#key, next);
      if (newest === null || copied === null || !equal(copied, newest)) throw new VaultError('vaultDamaged');
      makeDurable(copy);
      header.add();
      renameSync(copy, this.#path);
      renamed = true;
      syncFolder(dirname(this.#path));
      header.settle();
    } catch (error) {
      if (!renamed) {
        for (const name of [copy, `${copy}-journal`]) rmSync(name, { force: true });
        header.undo();
        throw storeError(error);
      }
      // The new file counts; the header holds both keys until it is opened the next time.
      logBug(error, 'database key');
    } finally {
      if (renamed) {
        this.#key.wipe();
        this.#key = next;
      }
      if (!this.#replaced) this.#reopen();
      this.#lease.share();
    }
    return true;
  }

  /** Closes the connection in such a way that the whole database lies in its one file. */
  #closeWhole(): void {
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
    if (this.#db.pragma('journal_mode = DELETE', { simple: true }) !== 'delete') throw new VaultError('busy');
    this.#db.close();
    // It would be replayed into whatever file has this name next.
    if (existsSync(`${this.#path}-wal`) || existsSync(`${this.#path}-journal`)) throw new VaultError('busy');
  }

  #reopen(): void {
    if (this.#db.open) this.#db.close();
    this.#db = openDatabase(this.#path, 'sqlcipher', this.#key, { create: false, durable: true });
    this.#sql = vaultStatements(this.#db);
    this.#file = fileNumber(this.#path);
  }

  /** May be said twice. */
  close(): void {
    this.#db.close();
    this.#key.wipe();
    this.#lease.close();
  }
}

/** Tells whether the same name still stands for the same file. */
function fileNumber(path: string): bigint {
  return statSync(path, { bigint: true }).ino;
}

function makeDurable(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

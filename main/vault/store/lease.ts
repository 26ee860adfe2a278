import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { VaultError } from '#shared/errors.ts';
import { type Db, isDamage, storeError } from './open.ts';
import { touch } from './sharedFolder.ts';

/** How long a session that opens waits for another one that is making a new key, in milliseconds. */
const patience = 30_000;

/** The lock lies in an empty file of its own beside the database: nobody else ever opens that file. */
export function leasePath(folder: string): string {
  return join(folder, 'vault.lock');
}

/**
 * Says that this process has `vault.db` open. Many processes can at once; whoever puts another file in its place must be
 * alone, so that nobody goes on writing to the old one. The operating system lets go of it when a process dies.
 */
export class Lease {
  readonly #db: Db;

  private constructor(db: Db) {
    this.#db = db;
  }

  /** Waits while somebody is alone with the database; throws `busy` where that takes too long. */
  static take(folder: string): Lease {
    try {
      return Lease.#open(folder);
    } catch (error) {
      if (!isDamage(error)) throw storeError(error);
      // Somebody has written into it. Nothing in it counts.
      rmSync(leasePath(folder), { force: true });
      return Lease.#open(folder);
    }
  }

  static #open(folder: string): Lease {
    touch(leasePath(folder));
    const db = new Database(leasePath(folder), { timeout: patience });
    try {
      const lease = new Lease(db);
      lease.share();
      return lease;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** One among others, from here on. */
  share(): void {
    if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
    this.#db.exec('BEGIN');
    // Only now is the lock taken.
    this.#db.prepare('SELECT count(*) FROM sqlite_master').get();
  }

  /** Whether nobody else has the database open; then nobody can open it until `share`. */
  alone(): boolean {
    this.#db.exec('ROLLBACK');
    this.#db.pragma('busy_timeout = 0');
    try {
      this.#db.exec('BEGIN EXCLUSIVE');
      return true;
    } catch (error) {
      const refusal = storeError(error);
      if (!(refusal instanceof VaultError && refusal.code === 'busy')) throw refusal;
      this.#db.pragma(`busy_timeout = ${patience}`);
      this.share();
      return false;
    } finally {
      this.#db.pragma(`busy_timeout = ${patience}`);
    }
  }

  close(): void {
    if (this.#db.open && this.#db.inTransaction) this.#db.exec('ROLLBACK');
    this.#db.close();
  }
}

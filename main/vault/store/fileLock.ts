import { rmSync } from 'node:fs';
import Database from 'better-sqlite3-multiple-ciphers';
import { isDamage, storeError } from './open.ts';
import { touch } from './sharedFolder.ts';

/** How long one process waits for another one's piece of work, in milliseconds. */
const patience = 10_000;

/**
 * Does a short piece of work while no other process does one under the same lock. The lock lies in an empty file of its
 * own that nobody else opens; the operating system lets go of it when a process dies. Throws `busy` where it takes too long.
 */
export function whileLocked<T>(path: string, work: () => T): T {
  const db = lockedAlone(path);
  try {
    return work();
  } finally {
    db.exec('ROLLBACK');
    db.close();
  }
}

function lockedAlone(path: string): Database.Database {
  try {
    return open(path);
  } catch (error) {
    if (!isDamage(error)) throw storeError(error);
    // Somebody has written into it. Nothing in it counts.
    rmSync(path, { force: true });
    return open(path);
  }
}

function open(path: string): Database.Database {
  touch(path);
  const db = new Database(path, { timeout: patience });
  try {
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

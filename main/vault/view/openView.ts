import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pid } from 'node:process';
import type { Id } from '#shared/domain/ids.ts';
import { chainSchema } from '../journal/chain.sql.ts';
import { type SecretKey, derive, equal, randomBytes } from '../keys/crypto.ts';
import { type Db, openDatabase } from '../store/open.ts';
import type { VaultStatements } from '../store/vault.sql.ts';
import { contentSchema, viewVersion } from './schema.sql.ts';
import { type ViewHead, viewFacts } from './facts.sql.ts';

export interface OpenedView {
  readonly db: Db;
  /** What the view knows that the journal does not: it was cut, or is another one. */
  readonly ahead: { readonly code: 'viewAhead' | 'journalBroken'; readonly head: ViewHead } | null;
}

export function viewPath(folder: string, user: Id): string {
  return join(folder, `view-${user}.db`);
}

/** What a view was made with: of other tables, or other weights of Chinese characters, it is made anew. */
const made = `${viewVersion} icu ${process.versions.icu}`;

/** Deletes a view with everything SQLite keeps beside it, which would be replayed into a new one of that name. */
export function removeView(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
}

/** Where a view for a while lies, under a key that nobody keeps. It names its process: see `dropLeftovers`. */
export function passingViewPath(folder: string, what: 'preview' | 'verify', id: Id): string {
  return join(folder, `${what}-${pid}-${id}.db`);
}

/** A fresh, empty view under a key, in the place of whatever lies there: a stale `-wal` would be replayed into it. */
export function createView(path: string, key: SecretKey): Db {
  removeView(path);
  const db = openDatabase(path, 'aegis', key, { create: true, durable: false });
  db.exec('BEGIN');
  db.exec(chainSchema);
  db.exec(contentSchema);
  viewFacts(db).setMeta.run('version', made);
  db.exec('COMMIT');
  return db;
}

/**
 * Opens a person's view, or makes it anew where there is none, it is of another version, cannot be read, or an ended
 * right asks for it. It is derived from the vault and can always be built again.
 */
export function openView(folder: string, user: Id, seed: SecretKey, sql: VaultStatements): OpenedView {
  const path = viewPath(folder, user);
  let salt = sql.salt.get(user);
  if (salt === undefined) {
    salt = randomBytes(32);
    sql.putSalt.run(user, salt);
  }
  const key = derive(seed, 'view', [salt]);
  try {
    if (existsSync(path)) {
      const opened = tryOpen(path, key, sql);
      if (opened !== null) return opened;
    }
    return { db: createView(path, key), ahead: null };
  } finally {
    key.wipe();
  }
}

function tryOpen(path: string, key: SecretKey, sql: VaultStatements): OpenedView | null {
  let db: Db;
  try {
    db = openDatabase(path, 'aegis', key, { create: false, durable: false });
  } catch {
    return null;
  }
  try {
    const facts = viewFacts(db);
    if (facts.meta.get('version') === made && facts.meta.get('rebuild') === undefined) {
      const head = facts.head.get();
      if (head === undefined) return { db, ahead: null };
      const entry = sql.entry.get(head.n);
      if (entry === undefined) return { db, ahead: { code: 'viewAhead', head } };
      return { db, ahead: equal(entry.hash, head.hash) ? null : { code: 'journalBroken', head } };
    }
  } catch {
    // A damaged view is built again, like one of another version.
  }
  db.close();
  return null;
}

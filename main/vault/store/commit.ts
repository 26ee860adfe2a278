import { VaultError } from '#shared/errors.ts';
import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { BrokenEntry } from '../journal/chain.ts';
import type { ChainRow, HeadRow } from '../journal/chain.sql.ts';
import {
  type EntryBody,
  type RecordKind,
  type StoredEntry,
  type SubjectEntry,
  encodeEntry,
  entryHash,
  noHash,
  rowHash,
} from '../journal/entry.ts';
import type { AuthorityItem } from '../journal/items.ts';
import type { RootPlace } from '../journal/newRoot.ts';
import { SecretKey, sign } from '../keys/crypto.ts';
import { recordKeyCommitment } from '../keys/keyRing.ts';
import { logBug } from '../log.ts';
import type { OpenVault } from '../session/openVault.ts';
import { storeError } from './open.ts';
import { sealValue } from './seal.ts';

export interface RowChange {
  readonly record: Id;
  readonly kind: RecordKind;
  readonly class: FieldClass;
  readonly payload: unknown;
}
export interface SubjectChange {
  readonly id: Id;
  readonly kind: RecordKind;
  /** For a new subject the books that hold it; for a known one: move it there. Left out: where it is. */
  readonly books?: readonly Id[];
  readonly rows: readonly RowChange[];
}
/** One journal entry with all that it writes. */
export interface Change {
  readonly kind: string;
  readonly objects?: readonly Id[];
  readonly count?: number;
  readonly details?: Readonly<Record<string, string | number>>;
  readonly subjects?: readonly SubjectChange[];
  readonly items?: readonly AuthorityItem[];
  /** Items that are made knowing where in the journal they will stand; they come before the others. */
  readonly itemsAt?: (place: RootPlace) => readonly AuthorityItem[];
  /** ROOT's secret, where the items need it. */
  readonly root?: SecretKey;
  readonly batch?: Id;
  /** Who is shut out: what is sealed to them goes with it, and what the key of their view is made of. */
  readonly leaves?: Id;
  readonly sealedKeys?: readonly {
    readonly key: string;
    readonly generation: number;
    readonly user: Id;
    readonly sealed: Uint8Array;
  }[];
  /** Sealed keys that go, by name and whose they were. */
  readonly dropKeys?: readonly { readonly key: string; readonly user: Id }[];
}

/**
 * Writes one change: seals, journals and projects in one transaction over both stores. Either all of it is there
 * afterwards or nothing; a change that the chain would refuse is refused before it is written. Answers the entry's number.
 */
export function commit(vault: OpenVault, change: Change): number {
  return commitAll(vault, [change]);
}

/**
 * Writes changes, an entry each, in one transaction: every page of the stores that they share is written once for all of
 * them. Either all of them are there afterwards or none. Answers the number of the last entry.
 */
export function commitAll(vault: OpenVault, changes: readonly Change[]): number {
  if (vault.quarantine !== null) throw new VaultError('quarantined');
  vault.db.exec('BEGIN IMMEDIATE');
  try {
    vault.viewDb.exec('BEGIN IMMEDIATE');
  } catch (error) {
    vault.db.exec('ROLLBACK');
    throw storeError(error);
  }
  let last = 0;
  try {
    vault.catchUpInside();
    for (const change of changes) {
      const stored = write(vault, change);
      vault.applyInside(stored);
      last = stored.n;
    }
    vault.db.exec('COMMIT');
  } catch (error) {
    if (vault.viewDb.inTransaction) vault.viewDb.exec('ROLLBACK');
    if (vault.db.inTransaction) vault.db.exec('ROLLBACK');
    vault.chain.reload();
    if (error instanceof BrokenEntry) throw new VaultError('notAllowed');
    throw storeError(error);
  }
  try {
    vault.viewDb.exec('COMMIT');
    vault.behind = false;
  } catch (error) {
    // The truth has it, so it is saved; the view is behind and catches up.
    logBug(error, 'view');
    vault.behind = true;
    if (vault.viewDb.inTransaction) vault.viewDb.exec('ROLLBACK');
    vault.chain.reload();
  }
  vault.committed();
  return last;
}

function write(vault: OpenVault, change: Change): StoredEntry {
  const { head } = vault.chain;
  const seq = (head?.seq ?? 0) + 1;
  const subjects = (change.subjects ?? []).map((subject) => writeSubject(vault, subject, seq));
  if (change.leaves !== undefined) {
    vault.sql.dropSealedTo.run(change.leaves);
    vault.sql.dropSalt.run(change.leaves);
  }
  for (const key of change.sealedKeys ?? []) vault.sql.putSealedKey.run(key.key, key.generation, key.user, key.sealed);
  for (const { key, user } of change.dropKeys ?? []) vault.sql.dropSealedKey.run(key, user);
  return writeEntry(vault, head, change, subjects);
}

/** Signs the entry that follows `head` and puts it into the journal. Inside a transaction. */
export function writeEntry(
  vault: OpenVault,
  head: HeadRow | null,
  change: Change,
  subjects: SubjectEntry[],
): StoredEntry {
  const seq = (head?.seq ?? 0) + 1;
  const prev = head?.hash ?? noHash;
  const setsBack = change.items?.some(({ t }) => t === 'clock') === true;
  const body: EntryBody = {
    v: 1,
    vault: vault.id,
    device: vault.device,
    seq,
    prev,
    authority:
      head === null || head.authority_seq === null || head.authority_hash === null
        ? null
        : { seq: head.authority_seq, hash: head.authority_hash },
    // Time never runs back in the journal, whatever the clock does, unless ROOT says so.
    time: setsBack ? vault.clock.now() : Math.max(vault.clock.now(), head?.time ?? 0),
    session: vault.session,
    actor: vault.user,
    kind: change.kind,
    objects: [...(change.objects ?? [])],
    count: change.count ?? change.objects?.length ?? 0,
    details: { ...change.details },
    subjects,
    items: [...(change.itemsAt?.({ vault: vault.id, prev }) ?? []), ...(change.items ?? [])],
    batch: change.batch ?? null,
    app: vault.appVersion,
  };
  const bytes = encodeEntry(body);
  const hash = entryHash(body.prev, bytes);
  const stored: StoredEntry = {
    n: (vault.sql.lastEntry.get()?.n ?? 0) + 1,
    device: vault.device,
    seq,
    body: bytes,
    sig: sign(vault.keys.sign.secret, 'entry', hash),
    root_sig: change.root === undefined ? null : sign(change.root, 'root entry', hash),
    hash,
  };
  vault.sql.addEntry.run(stored);
  return stored;
}

function writeSubject(vault: OpenVault, change: SubjectChange, seq: number): SubjectEntry {
  const { chain, sql } = vault;
  const known = chain.sql.subject.get(change.id);
  const before = known === undefined ? [] : chain.sql.books.all(change.id);
  if (known === undefined && change.books === undefined) throw new VaultError('notFound');
  const moves = known !== undefined && change.books !== undefined;
  const books = change.books ?? before;
  if (moves) rewrap(vault, change.id, before, books);
  const keys = new Map<FieldClass, { n: number; key: SecretKey }>();
  const newKeys: SubjectEntry['keys'] = [];
  const rows: SubjectEntry['rows'] = [];
  const versions = new Map<Id, { readonly next: number; readonly classes: ReadonlySet<string> }>();
  try {
    for (const row of change.rows) {
      const used =
        keys.get(row.class) ?? keyFor(vault, change.id, row.class, books, known === undefined, moves, newKeys);
      keys.set(row.class, used);
      const { next: version, classes } = versions.get(row.record) ?? versionsOf(chain.sql.rowsOfRecord.all(row.record));
      versions.set(row.record, { next: version, classes });
      const naming = {
        vault: vault.id,
        kind: row.kind,
        subject: change.id,
        id: row.record,
        class: row.class,
        keyNo: used.n,
        version,
      };
      const sealed = sealValue(used.key, naming, row.payload);
      const stored = {
        id: row.record,
        class: row.class,
        kind: row.kind,
        subject: change.id,
        version,
        seq,
        key_no: used.n,
        sealed,
      };
      if (classes.has(row.class) && sql.keepVersion.run(row.record, row.class).changes !== 1)
        throw new VaultError('vaultDamaged');
      sql.putRecord.run(stored);
      rows.push([row.record, row.kind, row.class, version, rowHash(stored)]);
    }
  } finally {
    for (const { key } of keys.values()) key.wipe();
  }
  return {
    id: change.id,
    kind: change.kind,
    books: change.books === undefined ? null : [...books],
    from: moves ? before : null,
    rows,
    keys: newKeys,
  };
}

/** The version that a record's next rows carry, and in which classes it has rows. */
function versionsOf(rows: readonly ChainRow[]): { readonly next: number; readonly classes: ReadonlySet<string> } {
  return {
    next: Math.max(0, ...rows.map(({ version }) => version)) + 1,
    classes: new Set(rows.map((row) => row.class)),
  };
}

/** The key to write under: the newest one unless it is stale, else a new one, wrapped for every book that holds the subject. */
function keyFor(
  vault: OpenVault,
  subject: Id,
  fieldClass: FieldClass,
  books: readonly Id[],
  isNew: boolean,
  moves: boolean,
  newKeys: SubjectEntry['keys'],
): { n: number; key: SecretKey } {
  const newest = isNew ? undefined : vault.chain.sql.newestKey.get(subject, fieldClass);
  if (newest !== undefined && newest.stale === 0 && !moves) {
    const key = vault.ring.recordKey(subject, fieldClass, newest.n);
    if (key === null) throw new VaultError('notAllowed');
    return { n: newest.n, key };
  }
  const n = (newest?.n ?? 0) + 1;
  const key = SecretKey.random();
  for (const book of books) putWrapped(vault, key, subject, fieldClass, n, book);
  newKeys.push([fieldClass, n, recordKeyCommitment(key, subject, fieldClass, n)]);
  return { n, key };
}

function putWrapped(vault: OpenVault, key: SecretKey, subject: Id, fieldClass: FieldClass, n: number, book: Id): void {
  const wrapped = vault.ring.wrap(key, subject, fieldClass, n, book);
  // A book without a key for a class takes nothing of that class (a desk has only `work`).
  if (wrapped === null) throw new VaultError('notAllowed');
  vault.sql.putKey.run(wrapped);
}

/** A move: every key of the subject wrapped for the new books, then the old books' copies deleted. */
function rewrap(vault: OpenVault, subject: Id, before: readonly Id[], books: readonly Id[]): void {
  const keys = vault.ring.keysOf(subject);
  try {
    for (const { class: named, n } of keys.named) {
      const fieldClass = named as FieldClass;
      const key = keys.get(fieldClass, n);
      if (key === null) throw new VaultError('notAllowed');
      for (const book of books) putWrapped(vault, key, subject, fieldClass, n, book);
    }
  } finally {
    keys.wipe();
  }
  for (const book of before) if (!books.includes(book)) vault.sql.dropKeys.run(subject, book);
}

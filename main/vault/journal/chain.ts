import { decode, encode } from 'cborg';
import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { equal, verify } from '../keys/crypto.ts';
import type { Db } from '../store/open.ts';
import { Authority } from './authority.ts';
import { type ChainRow, type ChainStatements, type HeadRow, chainStatements } from './chain.sql.ts';
import { type EntryBody, type StoredEntry, type SubjectEntry, decodeEntry, entryHash, noHash } from './entry.ts';
import { isNewcomersName, noDeed } from './deputies.ts';
import { applyEnding } from './ending.ts';
import { type AuthorityItem, lasts } from './items.ts';
import { applyRequest, checkRequestSubject } from './requests.ts';
import { type EndingStatements, endingStatements } from './setAside.sql.ts';
import { isShaped } from './shape.ts';

/** Why an entry does not count. `sequence` is the entry's own number. */
export class BrokenEntry extends Error {
  readonly reason: string;
  readonly sequence: number;
  constructor(reason: string, sequence: number) {
    super(reason);
    this.reason = reason;
    this.sequence = sequence;
  }
}

/** What an entry changed, for the projection into the view. */
export interface Applied {
  readonly n: number;
  readonly entry: EntryBody;
  readonly hash: Uint8Array;
  /** Subjects that it changed without writing to them. */
  readonly touched: readonly Id[];
}

/** Up to which entry this person has checked the journal before: signatures up to there are vouched for by its hash. */
export interface Vouched {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/**
 * Walks the journal: each entry is checked (chain, signature, the signer's right to that write at that point) and only
 * then counts. The same walk serves login, live writes and full verification.
 */
export class Chain {
  readonly sql: ChainStatements;
  readonly endings: EndingStatements;
  authority: Authority;
  readonly #rootPublic: Uint8Array;
  readonly #vault: Id;
  #head: HeadRow | null;

  constructor(db: Db, vault: Id, rootPublic: Uint8Array) {
    this.sql = chainStatements(db);
    this.endings = endingStatements(db);
    this.#vault = vault;
    this.#rootPublic = rootPublic;
    this.authority = new Authority();
    this.#head = null;
    this.reload();
  }

  /** Reads the state again from the tables, after a transaction over them was rolled back. */
  reload(): void {
    const authority = new Authority();
    for (const stored of this.sql.authority.iterate()) {
      const items = decode(stored.items) as AuthorityItem[];
      authority.now = stored.time;
      const { n, actor, time, prev } = stored;
      const context = { actor, byRoot: stored.by_root === 1, n, time, vault: this.#vault, prev, deed: noDeed() };
      for (const item of items) authority.apply(item, context);
    }
    authority.now = this.authority.now;
    this.authority = authority;
    this.#head = this.sql.newestHead.get() ?? null;
  }

  /**
   * Whether the ROOT that this person's slot names is one of this journal's. Where it is not the first, the entries before
   * it are vouched for by the proof that it gave when it was named.
   */
  get rooted(): boolean {
    return this.authority.roots.some((root) => equal(root, this.#rootPublic));
  }

  get head(): HeadRow | null {
    return this.#head;
  }

  /** Checks and applies one entry; throws `BrokenEntry`. `signed`: whether to check its signatures. Run in a transaction. */
  apply(stored: StoredEntry, vouched: Vouched | null): Applied {
    const head = this.#head;
    const fail = (reason: string): never => {
      throw new BrokenEntry(reason, stored.seq);
    };
    const entry = decodeEntry(stored.body);
    if (entry === null) return fail('unreadable');
    if (entry.vault !== this.#vault) fail('otherVault');
    if (entry.device !== stored.device || entry.seq !== stored.seq) fail('misplaced');
    const expected = (head?.seq ?? 0) + 1;
    if (entry.seq !== expected) fail('gap');
    if (!equal(entry.prev, head?.hash ?? noHash)) fail('chainBroken');
    const computed = entryHash(entry.prev, stored.body);
    if (!equal(computed, stored.hash)) fail('hashWrong');
    // Only ROOT sets it back, where somebody has dated an entry far ahead.
    const setBack = entry.items.some(({ t }) => t === 'clock');
    if (head !== null && entry.time < head.time && !setBack) fail('timeRunsBack');
    const newest =
      head === null || head.authority_seq === null || head.authority_hash === null
        ? null
        : { seq: head.authority_seq, hash: head.authority_hash };
    if ((entry.authority === null) !== (newest === null)) fail('authorityHidden');
    if (
      entry.authority !== null &&
      newest !== null &&
      (entry.authority.seq !== newest.seq || !equal(entry.authority.hash, newest.hash))
    )
      fail('authorityHidden');
    const checkSignature = vouched === null || entry.seq > vouched.seq;
    if (vouched !== null && entry.seq === vouched.seq && !equal(vouched.hash, computed)) fail('notTheEntrySeen');

    const { authority } = this;
    authority.now = entry.time;
    // Checked again even where the entry has been seen: the hash of what was seen does not cover this signature.
    const byRoot = stored.root_sig !== null;
    const root = head === null ? firstRoot(entry) : authority.root;
    if (stored.root_sig !== null && (root === null || !verify(root, 'root entry', computed, stored.root_sig)))
      fail('rootSignatureInvalid');
    if (head === null && root === null) fail('otherRoot');
    // As whoever wrote it stood before it: the key that signs is not one that the same entry brings.
    const author = entry.actor === null ? undefined : authority.person(entry.actor);
    if (author !== undefined && !authority.stands(author.user)) fail(author.ended === null ? 'frozen' : 'shutOut');
    const deed = noDeed();
    const { actor, time, prev } = entry;
    const place = { actor, byRoot, n: stored.n, time, vault: this.#vault, prev, deed };
    for (const item of entry.items) {
      const reason = authority.apply(item, place);
      if (reason !== null) fail(reason);
    }
    // After the items: the first entry certifies its own device and signer, under ROOT's signature.
    if (!authority.accounts.stands(entry.device)) fail('deviceUnknown');
    if (checkSignature) {
      const signer =
        entry.actor === null
          ? authority.accounts.all.get(entry.device)?.public
          : (author ?? authority.person(entry.actor))?.sign;
      if (signer === undefined || !verify(signer, 'entry', computed, stored.sig)) fail('signatureInvalid');
    }
    if (entry.actor === null && (entry.subjects.length > 0 || entry.items.length > 0)) fail('deviceMayNotWrite');
    for (const subject of entry.subjects)
      this.#applySubject(entry, subject, byRoot || isNewcomersName(authority, deed, subject), fail);
    applyRequest(this.sql, this.authority, { entry, n: stored.n }, fail);
    const touched = entry.items.flatMap((item) =>
      item.t === 'ending' ? applyEnding(this.sql, this.endings, entry, item, fail) : [],
    );
    for (const item of entry.items) this.#endKeys(item);
    if (entry.batch !== null) this.sql.addBatch.run(entry.batch, stored.n, entry.actor);
    const lasting = entry.items.filter(lasts);
    if (lasting.length > 0)
      this.sql.addAuthority.run(stored.n, entry.actor, entry.time, entry.prev, byRoot ? 1 : 0, encode(lasting));
    const next: HeadRow = {
      device: entry.device,
      seq: entry.seq,
      hash: computed,
      n: stored.n,
      time: entry.time,
      authority_seq: entry.items.length > 0 ? entry.seq : (newest?.seq ?? null),
      authority_hash: entry.items.length > 0 ? computed : (newest?.hash ?? null),
    };
    this.sql.setHead.run(next);
    this.#head = next;
    return { n: stored.n, entry, hash: computed, touched };
  }

  /** Where somebody stops reading, what is written from here on needs record keys that they have never held. */
  #endKeys(item: AuthorityItem): void {
    if (item.t === 'grant' && item.right === 'none') this.sql.staleBook.run(item.class, item.book);
    if (item.t === 'bookKey' && item.generation > 1) this.sql.staleBook.run(item.class, item.book);
    if (item.t === 'revoke') this.sql.voidRequests.run({ user: item.user });
    if (item.t === 'rekey' && item.cause === 'reset') this.sql.voidParcels.run(item.user);
  }

  #applySubject(entry: EntryBody, subject: SubjectEntry, byRoot: boolean, fail: (reason: string) => never): void {
    const known = this.sql.subject.get(subject.id);
    const before = known === undefined ? [] : this.sql.books.all(subject.id);
    const { authority } = this;
    const actor = entry.actor ?? '';
    checkRequestSubject(entry, subject, known !== undefined, fail);
    if (!isShaped(subject, known === undefined)) fail('rowElsewhere');
    if (known === undefined) {
      if (subject.books === null || subject.from !== null) fail('bookMissing');
      this.sql.addSubject.run(subject.id, subject.kind, entry.actor, entry.time);
    } else if (known.kind !== subject.kind) {
      fail('otherKind');
    }
    if (subject.books !== null) {
      if (subject.books.some((book) => !authority.books.has(book))) fail('bookUnknown');
      if (known !== undefined) this.#checkMove(entry, subject, before, fail);
      if (known !== undefined) this.sql.dropBooks.run(subject.id);
      for (const book of subject.books) this.sql.addBook.run(subject.id, book);
    }
    const books = subject.books ?? before;
    // How somebody logs in nobody else writes, though owners may write on every desk.
    if (subject.kind === 'login' && books.some((book) => authority.books.get(book)?.person !== entry.actor))
      fail('writeNotAllowed');
    const newestKey = new Map<FieldClass, number>();
    for (const [fieldClass, n, commitment] of subject.keys) {
      const newest =
        newestKey.get(fieldClass) ??
        (known === undefined ? 0 : (this.sql.newestKey.get(subject.id, fieldClass)?.n ?? 0));
      if (n !== newest + 1) fail('keyOutOfOrder');
      newestKey.set(fieldClass, n);
      this.#checkWrite(actor, known === undefined, books, fieldClass, byRoot, fail);
      // Delivered from outside the audience: the writer may have kept it, so it only ever serves to read.
      const bornStale = !byRoot && !authority.mayRead(actor, books, fieldClass);
      this.sql.addKey.run(subject.id, fieldClass, n, commitment, bornStale ? 1 : 0);
    }
    const rowsOf = new Map<Id, ChainRow[]>();
    const nextOf = new Map<Id, number>();
    for (const [record, kind, fieldClass, version, rowHashOf] of subject.rows) {
      if (!byRoot && (kind === 'person' || kind === 'company')) fail('rootSignatureMissing');
      this.#checkWrite(actor, known === undefined, books, fieldClass, byRoot, fail);
      // A record is one subject's in all its classes, and no subject's id names a record of another one.
      if (record !== subject.id && this.sql.subject.get(record) !== undefined) fail('rowElsewhere');
      const rows = rowsOf.get(record) ?? this.sql.rowsOfRecord.all(record);
      if (rows.some((row) => row.subject !== subject.id || row.kind !== kind)) fail('rowElsewhere');
      const old = rows.find((row) => row.class === fieldClass);
      // A note says whose words it holds: nobody else changes them.
      if (kind === 'note' && old !== undefined && old.first_author !== entry.actor) fail('writeNotAllowed');
      // One after the newest, neither less nor more: there must be one after this, too.
      const next = nextOf.get(record) ?? Math.max(0, ...rows.map((row) => row.version)) + 1;
      nextOf.set(record, next);
      if (version !== next || old?.version === next) fail('versionNotNewer');
      if (old !== undefined) this.sql.addVersion.run(record, fieldClass, old.version, old.hash, old.seq);
      const row = {
        record,
        class: fieldClass,
        kind,
        subject: subject.id,
        version,
        hash: rowHashOf,
        seq: entry.seq,
        author: entry.actor,
        time: entry.time,
        first_author: old?.first_author ?? entry.actor,
        first_time: old?.first_time ?? entry.time,
      };
      this.sql.setRow.run(row);
      rowsOf.set(record, [...rows.filter((other) => other !== old), row]);
    }
  }

  #checkWrite(
    actor: Id,
    isNew: boolean,
    books: readonly Id[],
    fieldClass: FieldClass,
    byRoot: boolean,
    fail: (reason: string) => never,
  ): void {
    if (byRoot || this.authority.mayWrite(actor, books, fieldClass)) return;
    if (isNew && books.every((book) => this.authority.mayDeliver(actor, book, fieldClass))) return;
    fail('writeNotAllowed');
  }

  #checkMove(entry: EntryBody, subject: SubjectEntry, before: readonly Id[], fail: (reason: string) => never): void {
    if (!entry.items.some((item) => item.t === 'move')) fail('moveNotAllowed');
    if (
      subject.from === null ||
      subject.from.length !== before.length ||
      subject.from.some((book, i) => book !== before[i])
    )
      fail('movedFromElsewhere');
    const actor = entry.actor ?? '';
    if (!this.authority.mayWrite(actor, before, 'card')) fail('moveNotAllowed');
    if ((subject.books ?? []).some((book) => !this.authority.mayDeliver(actor, book, 'card'))) fail('moveNotAllowed');
    // Whoever reads the old book and not the new one keeps what was there and reads nothing written from here on.
    this.sql.staleKeys.run(subject.id);
  }
}

/** The ROOT that a journal begins with; null where its first entry names none. */
function firstRoot(entry: EntryBody): Uint8Array | null {
  return entry.items.find((item) => item.t === 'root')?.public ?? null;
}

import type { QuarantineCode } from '#shared/contract/session.ts';
import type { EventName, EventPayload } from '#shared/contract/events.ts';
import { VaultError } from '#shared/errors.ts';
import type { Id } from '#shared/domain/ids.ts';
import { changedLists, movedElsewhere } from './changedLists.ts';
import type { Missed } from './ended.ts';
import { malformed, quarantineCode } from './quarantineCode.ts';
import type { Viewer } from '../access/treatment.ts';
import type { Clock } from '../clock.ts';
import { BrokenEntry, Chain, type Vouched } from '../journal/chain.ts';
import type { EntryBody, StoredEntry } from '../journal/entry.ts';
import type { Known } from '../journal/setAside.ts';
import type { Ending } from '../journal/setAside.sql.ts';
import type { Bad } from '../journal/verifyWalk.ts';
import { type SecretKey, derive } from '../keys/crypto.ts';
import { KeyRing } from '../keys/keyRing.ts';
import { type PersonKeys, wipePersonKeys } from '../keys/slot.ts';
import { momentOf } from '../journal/time.ts';
import { logBug } from '../log.ts';
import type { DatabaseFile } from '../store/databaseFile.ts';
import type { Db } from '../store/open.ts';
import type { VaultStatements } from '../store/vault.sql.ts';
import { indexEntry, noticeAuthority } from '../view/catchUp.ts';
import { type Projection, projectSubject } from '../view/project.ts';
import { projectMoves } from '../view/projectMove.ts';
import { dropCustomer } from '../view/projectCustomer.ts';
import { type ContentStatements, contentStatements } from '../view/schema.sql.ts';

export interface Quarantine {
  readonly code: QuarantineCode;
  readonly sequence: number | null;
}

export interface VaultParts {
  readonly id: Id;
  readonly device: Id;
  readonly user: Id;
  readonly session: Id;
  readonly keys: PersonKeys;
  readonly rootPublic: Uint8Array;
  readonly file: DatabaseFile;
  readonly viewDb: Db;
  readonly clock: Clock;
  readonly appVersion: string;
  readonly vouched: Vouched | null;
  readonly emit: <N extends EventName>(name: N, payload: EventPayload<N>) => void;
}

/** One person's open vault: the truth, the view, the keys that this login opens, and the verified journal. Lives until lock. */
export class OpenVault {
  readonly id: Id;
  readonly device: Id;
  readonly user: Id;
  readonly session: Id;
  readonly keys: PersonKeys;
  readonly file: DatabaseFile;
  readonly viewDb: Db;
  readonly content: ContentStatements;
  readonly chain: Chain;
  readonly ring: KeyRing;
  readonly phoneKey: SecretKey;
  readonly clock: Clock;
  readonly appVersion: string;
  readonly emit: VaultParts['emit'];
  quarantine: Quarantine | null = null;
  /** The newest entry that somebody has seen and that the journal does not hold any more. */
  missed: Missed | null = null;
  /** How often this session has committed; what caches hang on. */
  commits = 0;
  /** The truth holds something that the view failed to take: it has to catch up before it answers. */
  behind = false;
  readonly #vouched: Vouched | null;
  readonly #touched = new Set<Id>();
  #kinds = new Set<string>();
  #left = false;
  /** While a view is filled in steps, a commit projects what it writes itself and leaves the rest to them. */
  filling = false;
  /** Subjects whose rows are not what the journal says, with the reason: not shown, and not tried again. */
  readonly spoilt = new Map<Id, Bad>();
  /** Up to where this person knew the journal when they came in. */
  known: readonly Known[] = [];
  /** Alarms that an owner has ended since this person was here last. */
  told: readonly Ending[] = [];

  constructor(parts: VaultParts) {
    this.id = parts.id;
    this.device = parts.device;
    this.user = parts.user;
    this.session = parts.session;
    this.keys = parts.keys;
    this.file = parts.file;
    this.viewDb = parts.viewDb;
    this.clock = parts.clock;
    this.appVersion = parts.appVersion;
    this.emit = parts.emit;
    this.#vouched = parts.vouched;
    this.content = contentStatements(parts.viewDb);
    this.chain = new Chain(parts.viewDb, parts.id, parts.rootPublic);
    this.ring = new KeyRing(parts.user, parts.keys, {
      authority: () => this.chain.authority,
      chain: this.chain.sql,
      file: this.file,
    });
    this.phoneKey = derive(parts.keys.seed, 'phone look-up');
  }

  /** The truth. Another connection after the key of the database was made anew: not to be kept. */
  get db(): Db {
    return this.file.db;
  }
  get sql(): VaultStatements {
    return this.file.sql;
  }

  get viewer(): Viewer {
    const role = this.chain.authority.person(this.user)?.role;
    // Before the certificate has been read nothing is visible.
    return { user: this.user, role: role ?? 'auditor' };
  }

  /** Dated rights are looked at as of now. */
  tick(): void {
    this.chain.authority.now = momentOf(this.clock.now(), this.chain.head?.time);
  }

  get projection(): Projection {
    return { viewer: this.viewer, source: this, content: this.content, phoneKey: this.phoneKey };
  }

  /** Raises quarantine: read-only from here on, and the banner says why. The first reason stays. */
  raise(quarantine: Quarantine): void {
    if (this.quarantine !== null) return;
    this.quarantine = quarantine;
    this.emit('data.changed', { what: ['session'], ids: [] });
  }

  /** Raises quarantine for a subject whose rows are not what the journal says. */
  spoil(subject: Id, { reason, sequence }: BrokenEntry): void {
    this.spoilt.set(subject, { reason, sequence });
    this.raise({ code: quarantineCode(reason), sequence });
  }

  /** Applies at most `limit` new entries of the journal. Inside transactions of both stores. Answers how many. */
  applyNew(limit: number): number {
    const inView = this.chain.sql.newestHead.get()?.n ?? 0;
    // Another process of the same person has moved the view on: what it took in, this one has not seen.
    if (inView !== (this.chain.head?.n ?? 0)) {
      this.chain.reload();
      this.#kinds.add(movedElsewhere);
    }
    const entries = this.sql.entriesAfter.all(this.chain.head?.n ?? 0, limit);
    for (const stored of entries)
      for (const subject of this.applyEntry(stored).subjects) this.chain.sql.markDirty.run(subject);
    return entries.length;
  }

  /** All new entries and what they touch, as every commit begins with. */
  catchUpInside(): void {
    try {
      while (this.applyNew(500) > 0);
      if (!this.filling) this.projectDirty(Number.POSITIVE_INFINITY);
    } catch (error) {
      if (!(error instanceof BrokenEntry)) throw error;
      this.raise({ code: quarantineCode(error.reason), sequence: error.sequence });
      throw new VaultError('quarantined');
    }
  }

  /** Applies the entry that this session has just written, and projects what it touched. */
  applyInside(stored: StoredEntry): void {
    const { projection } = this;
    const { entry, subjects } = this.applyEntry(stored);
    const moved = projectMoves(projection, entry);
    for (const subject of subjects) if (!moved.has(subject)) this.#projectOne(projection, subject);
    if (!this.filling) this.projectDirty(Number.POSITIVE_INFINITY);
  }

  /** Answers the entry, and the subjects that it wrote to, which are then to be projected. */
  private applyEntry(stored: StoredEntry): { entry: EntryBody; subjects: Id[] } {
    const applied = this.chain.apply(stored, this.#vouched);
    this.tick();
    indexEntry(this, applied);
    noticeAuthority(this, applied);
    this.#kinds.add(applied.entry.kind);
    const subjects = [...applied.entry.subjects.map(({ id }) => id), ...applied.touched];
    for (const touched of [...subjects, ...applied.entry.objects]) this.#touched.add(touched);
    return { entry: applied.entry, subjects };
  }

  /** Projects up to `limit` subjects that changed. Inside a transaction of the view. Answers how many. */
  projectDirty(limit: number): number {
    let done = 0;
    const projection = this.projection;
    while (done < limit) {
      const subjects = this.chain.sql.dirty
        .all(Math.min(500, limit - done) + this.spoilt.size)
        .filter((subject) => !this.spoilt.has(subject));
      if (subjects.length === 0) break;
      // Within a step firms before their contact persons, who are indexed under the firm's name too.
      for (const subject of subjects.reverse()) {
        if (this.#projectOne(projection, subject)) this.chain.sql.cleaned.run(subject);
        done += 1;
      }
    }
    return done;
  }

  /** Projects the office's own subjects that changed: the names of people and company. Answers how many. */
  projectOffice(): number {
    const office = this.chain.authority.bookOf('office');
    const subjects = office === undefined ? [] : this.chain.sql.subjectsOfBook.all(office.book);
    const changed = subjects.filter((subject) => this.chain.sql.isDirty.get(subject) !== undefined);
    for (const subject of changed) if (this.#projectOne(this.projection, subject)) this.chain.sql.cleaned.run(subject);
    return changed.length;
  }

  /** Whether the subject could be projected; one that could not stays marked for the next login. */
  #projectOne(projection: Projection, subject: Id): boolean {
    try {
      if (projectSubject(projection, subject).left) this.#left = true;
      return true;
    } catch (error) {
      const broken = malformed(error);
      if (broken === null) throw error;
      dropCustomer(this.content, subject);
      this.chain.sql.markDirty.run(subject);
      this.spoil(subject, broken);
      return false;
    }
  }

  /** After both stores have committed: what left the view is wiped from its files, and the windows are told. */
  committed(): void {
    this.commits += 1;
    if (this.#left && !this.behind) this.#wipeTraces();
    const what = changedLists(this.#kinds);
    const ids = this.#touched.size <= 50 ? [...this.#touched] : [];
    this.#kinds = new Set();
    this.#touched.clear();
    if (what.length > 0) this.emit('data.changed', { what, ids });
  }

  #wipeTraces(): void {
    try {
      // Deleted tokens stay in a contentless full-text table until its segments are merged.
      this.content.optimiseSearch.run();
      this.viewDb.pragma('wal_checkpoint(TRUNCATE)');
      this.#left = false;
    } catch (error) {
      // What was saved is saved; the next commit tries again.
      logBug(error, 'view');
    }
  }

  /** `keep`: the person's keys are still needed. */
  close(keep = false): void {
    this.ring.wipe();
    this.phoneKey.wipe();
    if (!keep) wipePersonKeys(this.keys);
    this.viewDb.close();
    this.file.close();
  }
}

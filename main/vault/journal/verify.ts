import type { Id } from '#shared/domain/ids.ts';
import { SecretKey, equal } from '../keys/crypto.ts';
import type { Db } from '../store/open.ts';
import type { SealedRow, VaultStatements } from '../store/vault.sql.ts';
import { createView, removeView } from '../view/openView.ts';
import { BrokenEntry, Chain } from './chain.ts';
import { rowHash } from './entry.ts';
import { sealedPages } from './verify.sql.ts';

/** A vault as verification reads it. Nothing that an earlier check vouched for is taken over, but ROOT and where it ended. */
export interface Verifiable {
  readonly id: Id;
  readonly db: Db;
  readonly sql: VaultStatements;
  readonly rootPublic: Uint8Array;
  /** The newest entry that this session has checked: what is there no longer has been cut off. */
  readonly head: { readonly seq: number; readonly hash: Uint8Array } | null;
}
export interface Bad {
  readonly sequence: number;
  readonly reason: string;
}
export interface Verdict {
  readonly entries: number;
  /** Hash of the newest entry that holds. */
  readonly newest: Uint8Array | null;
  readonly broken: Bad | null;
}

const entriesAtOnce = 500;
const rowsAtOnce = 2_000;
const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Checks a journal from its first entry on — chain, signatures, rights, gaps, time, authority — and then every sealed
 * row against it, both ways: one that no entry wrote, one that is missing, one that was changed. In short steps, so
 * that the process keeps answering; `path` is for a temporary database under a key that nobody keeps. Null: ended before.
 */
export async function verifyJournal(source: Verifiable, path: string, ended: () => boolean): Promise<Verdict | null> {
  const key = SecretKey.random();
  const db = createView(path, key);
  key.wipe();
  try {
    const walk = new Walk(source, db);
    let broken = await walk.run(() => walk.entries(), ended);
    broken ??= walk.cut();
    broken ??= await walk.run(() => walk.records(), ended);
    broken ??= await walk.run(() => walk.versions(), ended);
    broken ??= walk.worst;
    if (ended()) return null;
    const { head } = walk.chain;
    return { entries: head?.seq ?? 0, newest: head?.hash ?? null, broken };
  } finally {
    db.close();
    removeView(path);
  }
}

class Walk {
  readonly chain: Chain;
  /** Of the rows that do not hold the one whose entry is the earliest. */
  worst: Bad | null = null;
  readonly #source: Verifiable;
  readonly #db: Db;
  readonly #pages: ReturnType<typeof sealedPages>;
  #record = { id: '', class: '' };
  #version = { id: '', class: '', version: 0 };

  constructor(source: Verifiable, db: Db) {
    this.#source = source;
    this.#db = db;
    this.#pages = sealedPages(source.db);
    this.chain = new Chain(db, source.id, source.rootPublic);
  }

  /** Repeats a step until it answers that nothing is left; each within one state of the vault. */
  async run(step: () => boolean, ended: () => boolean): Promise<Bad | null> {
    for (;;) {
      if (ended()) return null;
      this.#source.db.exec('BEGIN');
      this.#db.exec('BEGIN');
      try {
        const left = step();
        this.#db.exec('COMMIT');
        if (!left) return null;
      } catch (error) {
        if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
        if (error instanceof BrokenEntry) return { sequence: error.sequence, reason: error.reason };
        throw error;
      } finally {
        if (this.#source.db.inTransaction) this.#source.db.exec('COMMIT');
      }
      await breath();
    }
  }

  entries(): boolean {
    const found = this.#source.sql.entriesAfter.all(this.chain.head?.n ?? Number.MIN_SAFE_INTEGER, entriesAtOnce);
    for (const stored of found) this.chain.apply(stored, null);
    return found.length === entriesAtOnce;
  }

  /** What this session has seen and the journal no longer holds. */
  cut(): Bad | null {
    const { head, sql } = this.#source;
    if (head === null) return null;
    if ((this.chain.head?.seq ?? 0) < head.seq) return { sequence: head.seq, reason: 'journalTruncated' };
    const stored = sql.entryBySeq.get(this.chain.head?.device ?? '', head.seq);
    return stored !== undefined && equal(stored.hash, head.hash)
      ? null
      : { sequence: head.seq, reason: 'notTheEntrySeen' };
  }

  records(): boolean {
    // What was written since belongs to the state that is compared.
    while (this.entries());
    const from = this.#record;
    const stored = this.#pages.records.all(from.id, from.class, rowsAtOnce);
    const to = stored.length < rowsAtOnce ? end : (stored.at(-1) ?? end);
    const named = this.chain.sql.rowsBetween.all(from.id, from.class, to.id, to.class);
    this.#compare(
      stored,
      named,
      (row) => `${row.record} ${row.class}`,
      (row) => `${row.id} ${row.class}`,
    );
    this.#record = to;
    return to !== end;
  }

  versions(): boolean {
    while (this.entries());
    const from = this.#version;
    const stored = this.#pages.versions.all(from.id, from.class, from.version, rowsAtOnce);
    const to = stored.length < rowsAtOnce ? end : (stored.at(-1) ?? end);
    const named = this.chain.sql.versionsBetween.all(from.id, from.class, from.version, to.id, to.class, to.version);
    this.#compare(
      stored,
      named,
      (row) => `${row.record} ${row.class} ${row.version}`,
      (row) => `${row.id} ${row.class} ${row.version}`,
    );
    this.#version = to;
    return to !== end;
  }

  #compare<N extends { readonly seq: number; readonly hash: Uint8Array }>(
    stored: readonly SealedRow[],
    named: readonly N[],
    nameOf: (row: N) => string,
    nameOfStored: (row: SealedRow) => string,
  ): void {
    const wanted = new Map(named.map((row) => [nameOf(row), row]));
    for (const row of stored) {
      const name = nameOfStored(row);
      const found = wanted.get(name);
      wanted.delete(name);
      if (found === undefined) this.#note({ sequence: row.seq, reason: 'rowExtra' });
      else if (!equal(rowHash(row), found.hash)) this.#note({ sequence: found.seq, reason: 'rowChanged' });
      // The column is a copy of what the journal says, for whoever looks into the database by hand.
      else if (row.seq !== found.seq) this.#note({ sequence: found.seq, reason: 'rowChanged' });
    }
    for (const row of wanted.values()) this.#note({ sequence: row.seq, reason: 'rowMissing' });
  }

  #note(bad: Bad): void {
    if (this.worst === null || bad.sequence < this.worst.sequence) this.worst = bad;
  }
}

/** After every name there can be. */
const end = { id: '\u{10ffff}', class: '\u{10ffff}', version: Number.MAX_SAFE_INTEGER };

/** The newest hash as people compare it aloud: eight groups of four hexadecimal digits. */
export function journalCode(newest: Uint8Array | null): string {
  const digits = Buffer.from(newest ?? new Uint8Array(16))
    .toString('hex')
    .slice(0, 32);
  return digits.match(/.{4}/g)?.join(' ') ?? '';
}

import type { Id } from '#shared/domain/ids.ts';
import { equal, isHash } from '../keys/crypto.ts';
import type { Db } from '../store/open.ts';
import type { VaultStatements } from '../store/vault.sql.ts';
import { BrokenEntry, Chain } from './chain.ts';
import { rowHash } from './entry.ts';
import { type PlacedRow, sealedPages } from './verify.sql.ts';

/** A vault as verification reads it. Nothing that an earlier check vouched for is taken over, but ROOT and where it ended. */
export interface Verifiable {
  readonly id: Id;
  readonly db: Db;
  readonly sql: VaultStatements;
  readonly rootPublic: Uint8Array;
  /** The newest entry that this session has checked: what is there no longer has been cut off. */
  readonly head: { readonly seq: number; readonly hash: Uint8Array } | null;
}
/** How a long check is watched: whether it is to stop, and how far it is. */
export interface Watching {
  readonly ended: () => boolean;
  readonly progress?: (done: number, total: number) => void;
}
export interface Bad {
  readonly sequence: number;
  readonly reason: string;
}
export type Place = 'records' | 'versions';
/** What the journal names at a place. */
export interface NamedRow {
  readonly record: string;
  readonly class: string;
  readonly version: number;
  readonly seq: number;
  readonly hash: Uint8Array;
}
/** A sealed row that is not what the journal says: the stored one, the named one, or both. */
export interface RowFinding extends Bad {
  readonly place: Place;
  readonly stored: PlacedRow | null;
  readonly named: NamedRow | null;
}

const entriesAtOnce = 200;
const rowsAtOnce = 1_000;
/** More bad rows than this are not a damage to be mended row by row. */
export const mostFindings = 20_000;
const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * One walk over a whole journal from its first entry on, and then over every sealed row against it, both ways, in short
 * steps. Entries end at the first that does not hold; rows are held against what stands before it.
 */
export class Walk {
  readonly chain: Chain;
  /** The first entry that does not hold. */
  entry: Bad | null = null;
  readonly rows: RowFinding[] = [];
  /** How many rows do not hold, noted or not. */
  rowCount = 0;
  /** Where the chain of this walk lies. */
  readonly db: Db;
  readonly #source: Verifiable;
  #pages: ReturnType<typeof sealedPages>;
  #pagesOf: Db;
  readonly #watching: Watching;
  readonly #total: number;
  #done = 0;
  #record = start;
  #version = { ...start, version: 0 };

  constructor(source: Verifiable, db: Db, watching: Watching) {
    this.#source = source;
    this.db = db;
    this.#watching = watching;
    this.#pagesOf = source.db;
    this.#pages = sealedPages(source.db);
    this.chain = new Chain(db, source.id, source.rootPublic);
    this.#total = this.#pages.size.get()?.total ?? 0;
  }

  /** Walks it all. False where it was ended before. */
  async whole(): Promise<boolean> {
    return (
      (await this.#run(() => this.#entries())) &&
      (await this.#run(() => this.#records())) &&
      (await this.#run(() => this.#versions()))
    );
  }

  /** What this session has seen and the journal no longer holds. */
  cut(): Bad | null {
    const { head, sql } = this.#source;
    if (head === null) return null;
    if ((this.chain.head?.seq ?? 0) < head.seq) return { sequence: head.seq, reason: 'journalTruncated' };
    return sql.entriesBySeq.all(head.seq).some(({ hash }) => isHash(hash, head.hash))
      ? null
      : { sequence: head.seq, reason: 'notTheEntrySeen' };
  }

  /** Of the rows that do not hold the one whose entry is the earliest. */
  worst(): Bad | null {
    const [first, ...more] = this.rows;
    if (first === undefined) return null;
    const { sequence, reason } = more.reduce<RowFinding>((a, b) => (b.sequence < a.sequence ? b : a), first);
    return { sequence, reason };
  }

  /** Repeats a step until it answers that nothing is left; each within one state of the vault. */
  async #run(step: () => boolean): Promise<boolean> {
    for (;;) {
      if (this.#watching.ended()) return false;
      this.#follow();
      this.#source.db.exec('BEGIN');
      this.db.exec('BEGIN');
      try {
        const left = step();
        this.db.exec('COMMIT');
        if (!left) return true;
      } finally {
        if (this.db.inTransaction) this.db.exec('ROLLBACK');
        if (this.#source.db.inTransaction) this.#source.db.exec('COMMIT');
      }
      this.#watching.progress?.(Math.min(this.#done, this.#total), this.#total);
      await breath();
    }
  }

  /** A new key of the database brings another connection. */
  #follow(): void {
    const { db } = this.#source;
    if (db === this.#pagesOf) return;
    this.#pagesOf = db;
    this.#pages = sealedPages(db);
  }

  #entries(): boolean {
    if (this.entry !== null) return false;
    const found = this.#source.sql.entriesAfter.all(this.chain.head?.n ?? 0, entriesAtOnce);
    for (const stored of found) {
      try {
        this.chain.apply(stored, null);
      } catch (error) {
        if (!(error instanceof BrokenEntry)) throw error;
        this.entry = { sequence: error.sequence, reason: error.reason };
        // What the entry may have put into the tables before it failed must not count.
        this.#undoStep();
        return false;
      }
    }
    this.#done += found.length;
    if (found.length === entriesAtOnce) return true;
    // Nobody's view ever comes to an entry of such a number, so it is none.
    if ((this.#pages.strays.get() ?? 0) > 0) this.entry = { sequence: 0, reason: 'misplaced' };
    return false;
  }

  /** Back to before this step, and once more up to the entry before the bad one. */
  #undoStep(): void {
    this.db.exec('ROLLBACK');
    this.db.exec('BEGIN');
    this.chain.reload();
    for (;;) {
      const [stored] = this.#source.sql.entriesAfter.all(this.chain.head?.n ?? 0, 1);
      if (stored === undefined) return;
      this.db.exec('SAVEPOINT one');
      try {
        this.chain.apply(stored, null);
        this.db.exec('RELEASE one');
      } catch (error) {
        if (!(error instanceof BrokenEntry)) throw error;
        this.db.exec('ROLLBACK TO one');
        this.db.exec('RELEASE one');
        this.chain.reload();
        return;
      }
    }
  }

  #records(): boolean {
    // What was written since belongs to the state that is compared.
    while (this.#entries());
    const from = this.#record;
    const stored = this.#pages.records.all(from.id, from.class, rowsAtOnce);
    const to = stored.length < rowsAtOnce ? end : (stored.at(-1) ?? end);
    const named = this.chain.sql.rowsBetween.all(from.id, from.class, to.id, to.class);
    this.#compare(
      'records',
      stored,
      named,
      (row) => `${row.id} ${row.class}`,
      (row) => `${row.record} ${row.class}`,
    );
    this.#record = to;
    return to !== end;
  }

  #versions(): boolean {
    while (this.#entries());
    const from = this.#version;
    const stored = this.#pages.versions.all(from.id, from.class, from.version, rowsAtOnce);
    const to = stored.length < rowsAtOnce ? end : (stored.at(-1) ?? end);
    const named = this.chain.sql.versionsBetween.all(from.id, from.class, from.version, to.id, to.class, to.version);
    this.#compare(
      'versions',
      stored,
      named,
      (row) => `${row.id} ${row.class} ${row.version}`,
      (row) => `${row.record} ${row.class} ${row.version}`,
    );
    this.#version = to;
    return to !== end;
  }

  #compare(
    place: Place,
    stored: readonly PlacedRow[],
    named: readonly NamedRow[],
    nameOfStored: (row: PlacedRow) => string,
    nameOf: (row: NamedRow) => string,
  ): void {
    const wanted = new Map(named.map((row) => [nameOf(row), row]));
    this.#done += stored.length;
    for (const row of stored) {
      const name = nameOfStored(row);
      const found = wanted.get(name) ?? null;
      wanted.delete(name);
      if (found === null)
        this.#note({ place, stored: row, named: null, sequence: number(row.seq), reason: 'rowExtra' });
      // The column `seq` is a copy of what the journal says, for whoever looks into the database by hand.
      else if (!isRow(row, found.hash) || row.seq !== found.seq)
        this.#note({ place, stored: row, named: found, sequence: found.seq, reason: 'rowChanged' });
    }
    for (const row of wanted.values())
      this.#note({ place, stored: null, named: row, sequence: row.seq, reason: 'rowMissing' });
  }

  #note(finding: RowFinding): void {
    this.rowCount += 1;
    if (this.rows.length < mostFindings) this.rows.push(finding);
  }
}

const start = { id: '', class: '' };
/** After every name there can be. */
const end = { id: '\u{10ffff}', class: '\u{10ffff}', version: Number.MAX_SAFE_INTEGER };

function number(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

/** Whether a stored row is the one of that hash. Whoever writes by hand may have put text where bytes belong. */
export function isRow(row: PlacedRow, hash: Uint8Array): boolean {
  return row.sealed instanceof Uint8Array &&
    [row.id, row.class, row.kind, row.subject].every((part) => typeof part === 'string')
    ? equal(rowHash(row), hash)
    : false;
}

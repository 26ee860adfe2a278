import { encode } from 'cborg';
import type { FieldClass } from '#shared/domain/fields.ts';
import { type Id, isId } from '#shared/domain/ids.ts';
import { hash, isHash, verify } from '../keys/crypto.ts';
import type { KeyRing } from '../keys/keyRing.ts';
import { openStored } from '../store/read.ts';
import type { VaultStatements } from '../store/vault.sql.ts';
import type { Db } from '../store/open.ts';
import { BrokenEntry } from './chain.ts';
import type { HeadRow } from './chain.sql.ts';
import { decodeEntry, entryHash } from './entry.ts';
import { storedRecord, storedVersions, tailEntries } from './setAside.sql.ts';
import type { PlacedRow } from './verify.sql.ts';
import { type Bad, type NamedRow, type Place, type Walk, isRow, mostFindings } from './verifyWalk.ts';

/** Up to where somebody knows the journal. */
export interface Known {
  readonly seq: number;
  readonly hash: Uint8Array;
}
/** The session that looks into an alarm. */
export interface Looking {
  readonly id: Id;
  readonly user: Id;
  readonly db: Db;
  readonly sql: VaultStatements;
  readonly ring: KeyRing;
  /** Where this session's view and its last visit knew the journal to be. */
  readonly known: readonly Known[];
  /** Subjects that this session could not show, with the reason and the entry. */
  readonly spoilt: ReadonlyMap<Id, Bad>;
}
/** An entry that does not hold, as far as it can be read. Whose name it bears need not be who wrote it. */
export interface BadEntry extends Bad {
  readonly actor: Id | null;
  readonly kind: string | null;
  readonly time: number | null;
}
/** A damaged row: what is said of it, and which older version takes its place. */
export interface DamagedRow {
  readonly named: NamedRow;
  readonly subject: Id;
  readonly kind: string;
  readonly reason: string;
  readonly stored: PlacedRow | null;
  readonly back: { readonly version: number; readonly seq: number; readonly place: number } | null;
}
/** Everything that ending an alarm would do. */
export interface AsidePlan {
  /** The last entry that holds. */
  readonly last: HeadRow;
  /** Why it cannot be ended here; then only an older copy of the vault helps. */
  readonly hopeless: 'noStart' | 'middle' | 'tooMuch' | null;
  readonly entry: BadEntry | null;
  /** How many entries go, how many of them are signed by whom they name, and by ROOT. */
  readonly entries: { readonly count: number; readonly signed: number; readonly rooted: number };
  readonly first: number | null;
  readonly known: number;
  readonly damaged: readonly DamagedRow[];
  /** Damaged older versions. */
  readonly versions: readonly { readonly named: NamedRow; readonly stored: PlacedRow | null }[];
  readonly extra: readonly { readonly place: Place; readonly row: PlacedRow }[];
  /** Rows whose very bytes are still there: current ones found among the older versions, or only a number put right. */
  readonly restored: readonly {
    readonly place: Place;
    readonly stored: PlacedRow | null;
    readonly from: PlacedRow | null;
    readonly seq: number;
  }[];
  /** The same for the same findings. */
  readonly digest: string;
}

/** Works out what ending the alarm would do, from a walk over the whole vault. Changes nothing. */
export function planAside(looking: Looking, walk: Walk): AsidePlan | null {
  const last = walk.chain.head;
  if (last === null) return null;
  const tail = tailOf(looking, walk, last);
  const found = rowsOf(looking, walk);
  const known = Math.max(last.seq, ...looking.known.map(({ seq }) => seq));
  // An entry that stands where nobody comes takes nothing away with it.
  const first = (walk.entry !== null && walk.entry.sequence > 0) || known > last.seq ? last.seq + 1 : null;
  const middle = looking.known.some(({ seq, hash: seen }) => {
    const stored = seq > last.seq ? looking.sql.entriesBySeq.all(seq) : [];
    return stored.some((entry) => isHash(entry.hash, seen));
  });
  const plan = {
    last,
    hopeless: middle ? ('middle' as const) : walk.rowCount > mostFindings ? ('tooMuch' as const) : null,
    entry: walk.entry === null ? null : badEntry(looking, walk.entry, last),
    entries: tail,
    first,
    known,
    ...found,
  };
  return { ...plan, digest: digestOf(plan) };
}

function digestOf({
  last,
  entries,
  first,
  known,
  damaged,
  versions,
  extra,
  restored,
}: Omit<AsidePlan, 'digest'>): string {
  const rows = [
    damaged.map(({ named, back }) => [named.record, named.class, named.version, back?.version ?? null]),
    versions.map(({ named }) => [named.record, named.class, named.version]),
    extra.map(({ place, row }) => [place, row.place]),
    restored.map(({ place, stored, from }) => [place, stored?.place ?? null, from?.place ?? null]),
  ];
  return hash([encode([first === null ? null : [last.n, last.hash, known], entries.count, rows])], 16).toString(
    'base64url',
  );
}

/** The entries after the last one that holds, and those with a number that none can have. */
function tailOf({ db }: Looking, walk: Walk, last: HeadRow): AsidePlan['entries'] {
  const { authority } = walk.chain;
  let [count, signed, rooted] = [0, 0, 0];
  for (const { body, sig, root_sig: rootSig } of tailEntries(db).iterate(last.n)) {
    count += 1;
    // Enough to say "most of them": the rest is not looked at one by one.
    const entry = count > 5_000 ? null : decodeEntry(body);
    if (entry === null) continue;
    const sum = entryHash(entry.prev, body);
    const signer = entry.actor === null ? undefined : authority.person(entry.actor)?.sign;
    if (signer !== undefined && sig instanceof Uint8Array && verify(signer, 'entry', sum, sig)) signed += 1;
    if (rootSig instanceof Uint8Array && authority.root !== null && verify(authority.root, 'root entry', sum, rootSig))
      rooted += 1;
  }
  return { count, signed, rooted };
}

function badEntry({ db }: Looking, bad: Bad, last: HeadRow): BadEntry {
  const stored = tailEntries(db).get(last.n);
  const entry = stored === undefined ? null : decodeEntry(stored.body);
  const sequence = Number.isSafeInteger(bad.sequence) && bad.sequence > 0 ? bad.sequence : last.seq + 1;
  return {
    sequence,
    reason: bad.reason,
    actor: entry?.actor ?? null,
    kind: entry?.kind ?? null,
    time: entry?.time ?? null,
  };
}

function rowsOf(looking: Looking, walk: Walk): Pick<AsidePlan, 'damaged' | 'versions' | 'extra' | 'restored'> {
  const damaged: DamagedRow[] = [];
  const versions: AsidePlan['versions'][number][] = [];
  const extra: AsidePlan['extra'][number][] = [];
  const restored: AsidePlan['restored'][number][] = [];
  const used = new Set<number>();
  const bad = new Set(walk.rows.filter(({ place }) => place === 'versions').map(({ stored }) => stored?.place ?? 0));
  const spoil = (named: NamedRow, stored: PlacedRow | null, reason: string): void => {
    const row = walk.chain.sql.row.get(named.record, named.class);
    if (row === undefined) return;
    const back = olderOf(looking, walk, named, bad);
    if (back !== null) used.add(back.place);
    damaged.push({ named, subject: row.subject, kind: row.kind, reason, stored, back });
  };
  for (const { place, stored, named, reason } of walk.rows) {
    if (named === null) continue;
    if (stored !== null && isRow(stored, named.hash)) {
      restored.push({ place, stored, from: null, seq: named.seq });
    } else if (place === 'versions') {
      versions.push({ named, stored });
    } else {
      const same = storedVersions(looking.db, named.record, named.class).find((row) => isRow(row, named.hash));
      if (same === undefined) {
        spoil(named, stored, reason);
      } else {
        used.add(same.place);
        restored.push({ place, stored, from: same, seq: named.seq });
      }
    }
  }
  const known = new Set(damaged.map(({ named }) => `${named.record} ${named.class}`));
  for (const { named, reason } of unreadable(looking, walk))
    if (!known.has(`${named.record} ${named.class}`))
      spoil(named, storedRecord(looking.db, named.record, named.class) ?? null, reason);
  for (const { place, stored, named } of walk.rows)
    if (named === null && stored !== null && !(place === 'versions' && used.has(stored.place)))
      extra.push({ place, row: stored });
  return { damaged, versions, extra, restored };
}

/** The newest older version whose bytes are the journal's, and that opens where this session may read it. */
function olderOf(
  looking: Looking,
  walk: Walk,
  { record, class: fieldClass, version }: NamedRow,
  bad: ReadonlySet<number>,
): DamagedRow['back'] {
  const stored = storedVersions(looking.db, record, fieldClass);
  for (const named of walk.chain.endings.olderVersions.all(record, fieldClass, version)) {
    const row = stored.find((each) => each.version === named.version && isRow(each, named.hash));
    if (row === undefined || bad.has(row.place) || !opens(looking, walk, row, named)) continue;
    return { version: named.version, seq: named.seq, place: row.place };
  }
  return null;
}

/** Whether a row opens; of one that this session may not read nothing is known, so it counts as one that does. */
function opens(
  { id, user, sql, ring }: Looking,
  { chain }: Walk,
  row: PlacedRow,
  named: { readonly hash: Uint8Array; readonly seq: number },
): boolean {
  try {
    const books = chain.sql.books.all(row.subject);
    openStored({ id, sql, chain, ring }, row, named, chain.authority.mayRead(user, books, row.class as FieldClass));
    return true;
  } catch (error) {
    if (error instanceof BrokenEntry) return false;
    throw error;
  }
}
/** Rows whose bytes are the journal's and that nobody can show all the same: no key opens them, or they hold nonsense. */
function unreadable(looking: Looking, walk: Walk): { named: NamedRow; reason: string }[] {
  const { sql } = walk.chain;
  return [...looking.spoilt].flatMap(([subject, { sequence, reason }]) => {
    const rows = sql.rowsOfSubject.all(subject);
    const closed = rows.filter((named) => {
      const stored = storedRecord(looking.db, named.record, named.class);
      return stored !== undefined && isRow(stored, named.hash) && !opens(looking, walk, stored, named);
    });
    if (closed.length > 0) return closed.map((named) => ({ named, reason: 'rowUnreadable' }));
    if (reason !== 'rowUnsound') return [];
    const newest = sequence > 0 ? sequence : Math.max(0, ...rows.map(({ seq }) => seq));
    return rows.filter(({ seq }) => seq === newest).map((named) => ({ named, reason }));
  });
}

/** Ids of the customers that a plan touches, as far as they are ids. */
export function subjectsOf({ damaged }: AsidePlan): Id[] {
  return [...new Set(damaged.map(({ subject }) => subject))].filter(isId);
}

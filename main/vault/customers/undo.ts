import type { Output, Parsed } from '#shared/contract/index.ts';
import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { BrokenEntry } from '../journal/chain.ts';
import { type EntryBody, type SubjectEntry, decodeEntry, entryHash } from '../journal/entry.ts';
import { verify } from '../keys/crypto.ts';
import type { Context } from '../process.ts';
import type { OpenVault } from '../session/openVault.ts';
import { type RowChange, type SubjectChange, commit } from '../store/commit.ts';
import { readOldRow } from '../store/read.ts';
import { moveAll } from './handOver.ts';
import type { CustomerPayload, NotePayload } from './payload.ts';
import { readVerified } from './write.ts';

/**
 * Undoes a batch of this person's own: what was changed becomes a new version equal to the former one, what was new goes
 * into the bin, what was moved goes back. A record that somebody has changed since stays as it is.
 */
export async function undo(context: Context, { batch }: Parsed<'changes.undo'>): Promise<Output<'changes.undo'>> {
  const { marked, ...undone } = await undoBatch(context, batch);
  if (undone.count === 0 && !marked) throw new VaultError('undoImpossible');
  return undone;
}

function markedUndone(report: { readonly state: string } | null): unknown {
  return report === null || report.state === 'undone' ? null : { ...report, state: 'undone' };
}

const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What was undone, and whether the report of an import now says so. */
type Undone = Output<'changes.undo'> & { readonly marked: boolean };

/** Undoes a batch entry by entry, the newest first; calls that come meanwhile are answered between two entries. */
export async function undoBatch(context: Context, batch: Id): Promise<Undone> {
  const { process } = context;
  const work = undoEntries(context, batch);
  process.running.add(work);
  try {
    return await work;
  } finally {
    process.running.delete(work);
  }
}

async function undoEntries(context: Context, batch: Id): Promise<Undone> {
  const { process, vault } = context;
  // Anybody can write an entry that names somebody else's batch: only one's own count.
  const entries = vault.chain.sql.batch.all(batch).filter(({ actor }) => actor === vault.user);
  const undoing = process.newId();
  let count = 0;
  // One step behind, so that the report of an import is marked together with the last of its customers.
  let ready: { kind: string; subjects: SubjectChange[] } | null = null;
  const reports: SubjectChange[] = [];
  const write = (kind: string, subjects: readonly SubjectChange[], also: readonly SubjectChange[]): void => {
    commit(vault, {
      kind,
      objects: [...also, ...subjects].slice(0, 5).map(({ id }) => id),
      count: subjects.length,
      subjects: [...subjects, ...also],
      batch: undoing,
    });
    count += subjects.length;
  };
  for (const { n } of entries) {
    const entry = signedEntry(vault, n, batch);
    count += undoMoves(context, entry.subjects, undoing);
    reports.push(...entry.subjects.flatMap((subject) => undoReport(vault, entry.kind, subject)));
    const subjects = entry.subjects.flatMap((subject) => undoSubject(vault, subject));
    if (subjects.length === 0) continue;
    if (ready !== null) {
      write(ready.kind, ready.subjects, []);
      await breath();
      if (process.vault !== vault || process.ending) throw new VaultError('notLoggedIn');
    }
    ready = { kind: entry.kind.startsWith('import.') ? 'import.undo' : 'customer.undo', subjects };
  }
  if (ready !== null) write(ready.kind, ready.subjects, reports);
  else if (reports.length > 0) write('import.undo', [], reports);
  return { batch: undoing, count, marked: reports.length > 0 };
}

/** One's own entry as one signed it: it was checked when it came, and somebody may have been at the file since. */
function signedEntry(vault: OpenVault, n: number, batch: Id): EntryBody {
  const stored = vault.sql.entry.get(n);
  const entry = stored === undefined ? null : decodeEntry(stored.body);
  if (stored !== undefined && entry?.batch === batch) {
    const hash = entryHash(entry.prev, stored.body);
    if (verify(vault.keys.sign.publicKey, 'entry', hash, stored.sig)) return entry;
  }
  vault.raise({ code: 'journalBroken', sequence: stored?.seq ?? null });
  throw new VaultError('quarantined');
}

/** The report of an import says that it was undone; undoing that brings back what it said before. */
function undoReport(vault: OpenVault, kind: string, { id, kind: what, rows }: SubjectEntry): SubjectChange[] {
  if (what !== 'importReport' || (kind !== 'import.begin' && kind !== 'import.undo')) return [];
  const row = rows.find(([, recordKind]) => recordKind === 'importReport');
  const now = vault.chain.sql.row.get(id, 'work');
  if (row === undefined || now === undefined) return [];
  const [record, recordKind, fieldClass, version] = row;
  const payload =
    kind === 'import.begin'
      ? markedUndone(readVerified(vault, now) as { state: string } | null)
      : now.version === version
        ? formerVersion(vault, record, fieldClass, version)
        : null;
  return payload === null ? [] : [{ id, kind: what, rows: [{ record, kind: recordKind, class: fieldClass, payload }] }];
}

function undoMoves(context: Context, subjects: readonly SubjectEntry[], batch: Id): number {
  const { vault } = context;
  const back = new Map<string, { books: Id[]; ids: Id[] }>();
  for (const { id, books, from } of subjects) {
    if (books === null || from === null) continue;
    if (vault.chain.sql.books.all(id).join() !== books.join()) continue;
    const group = back.get(from.join()) ?? { books: from, ids: [] };
    group.ids.push(id);
    back.set(from.join(), group);
  }
  let count = 0;
  for (const { books, ids } of back.values()) {
    const person = vault.chain.authority.books.get(books[0] ?? '')?.person ?? 'pool';
    count += moveAll(context, [ids], books, { kind: 'customer.move', batch, to: person });
  }
  return count;
}

function undoSubject(vault: OpenVault, subject: SubjectEntry): SubjectChange[] {
  const { authority, sql } = vault.chain;
  const books = sql.books.all(subject.id);
  const rows = subject.rows.flatMap(([record, kind, fieldClass, version]): RowChange[] => {
    // Somebody else's by now: it stays as it is.
    if (!authority.mayWrite(vault.user, books, fieldClass)) return [];
    const now = sql.row.get(record, fieldClass);
    if (now === undefined || now.version !== version || (kind !== 'customer' && kind !== 'note')) return [];
    const payload = formerPayload(vault, record, kind, fieldClass, version);
    return payload === null ? [] : [{ record, kind, class: fieldClass, payload }];
  });
  return rows.length === 0 ? [] : [{ id: subject.id, kind: subject.kind, rows }];
}

/** What the row held before; for one that was new: in the bin, or removed. Null where there is nothing to write. */
function formerPayload(
  vault: OpenVault,
  record: Id,
  kind: 'customer' | 'note',
  fieldClass: FieldClass,
  version: number,
): unknown {
  if (vault.chain.sql.oldVersion.get(record, fieldClass, version) !== undefined)
    return formerVersion(vault, record, fieldClass, version);
  const named = vault.chain.sql.row.get(record, fieldClass);
  if (named === undefined) return null;
  if (kind === 'note') {
    const note = readVerified(vault, named) as NotePayload;
    return { ...note, text: '', removed: true };
  }
  const first = version === 1;
  // A class row that came with a later change had nothing before it; of a new customer the card goes into the bin.
  if (!first) return {};
  if (fieldClass !== 'card') return null;
  return { ...(readVerified(vault, named) as CustomerPayload), binned: vault.clock.now() };
}

/** The payload of the version before; null where there is none or this session cannot open it. */
function formerVersion(vault: OpenVault, record: Id, fieldClass: FieldClass, version: number): unknown {
  const old = vault.chain.sql.oldVersion.get(record, fieldClass, version);
  if (old === undefined) return null;
  try {
    const read = readOldRow(vault, record, fieldClass, old);
    return read.kind === 'open' ? read.payload : null;
  } catch (error) {
    if (!(error instanceof BrokenEntry)) throw error;
    vault.raise({ code: 'rowChanged', sequence: error.sequence });
    throw new VaultError('quarantined');
  }
}

import type { Output, Parsed } from '#shared/contract/index.ts';
import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { BrokenEntry } from '../journal/chain.ts';
import { type SubjectEntry, decodeEntry } from '../journal/entry.ts';
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
export function undo(context: Context, { batch }: Parsed<'changes.undo'>): Output<'changes.undo'> {
  const { process, vault } = context;
  const entries = vault.chain.sql.batch.all(batch);
  if (entries.length === 0 || entries.some(({ actor }) => actor !== vault.user)) throw new VaultError('undoImpossible');
  const undoing = process.newId();
  let count = 0;
  for (const { n } of entries) {
    const stored = vault.sql.entry.get(n);
    const entry = stored === undefined ? null : decodeEntry(stored.body);
    if (entry === null) throw new VaultError('undoImpossible');
    count += undoMoves(context, entry.subjects, undoing);
    const subjects = entry.subjects.flatMap((subject) => undoSubject(vault, subject));
    if (subjects.length === 0) continue;
    commit(vault, {
      kind: entry.kind.startsWith('import.') ? 'import.undo' : 'customer.undo',
      objects: subjects.slice(0, 5).map(({ id }) => id),
      count: subjects.length,
      subjects,
      batch: undoing,
    });
    count += subjects.length;
  }
  if (count === 0) throw new VaultError('undoImpossible');
  return { batch: undoing, count };
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
    count += moveAll(context, ids, books, { kind: 'customer.move', batch, to: person });
  }
  return count;
}

function undoSubject(vault: OpenVault, subject: SubjectEntry): SubjectChange[] {
  const rows = subject.rows.flatMap(([record, kind, fieldClass, version]): RowChange[] => {
    const now = vault.chain.sql.row.get(record, fieldClass);
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
  const old = vault.chain.sql.oldVersion.get(record, fieldClass, version);
  if (old !== undefined) {
    try {
      const read = readOldRow(vault, record, fieldClass, old);
      return read.kind === 'open' ? read.payload : null;
    } catch (error) {
      if (!(error instanceof BrokenEntry)) throw error;
      vault.raise({ code: 'rowChanged', sequence: error.sequence });
      throw new VaultError('quarantined');
    }
  }
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

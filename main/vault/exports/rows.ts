import type { ExportLocale } from '#shared/contract/exports.ts';
import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { type ColumnTreatment, classesRead, readsToDecide } from '../access/approvals.ts';
import { type Viewer, fieldClass, relation, treatment } from '../access/treatment.ts';
import type { CustomerPayload, NotePayload, WholeCustomer } from '../customers/payload.ts';
import { mergedFields } from '../customers/payload.ts';
import { readVerified, requirePolicy } from '../customers/write.ts';
import type { Context } from '../process.ts';
import { catchUpChain, catchUpContent } from '../view/catchUp.ts';
import { type ExportedCustomer, cellsOf } from './exports.rules.ts';
import { type CustomerFacts, exportStatements } from './exports.sql.ts';

/** What is to leave: whose request it is, and how. */
export interface Leaving {
  readonly requester: Viewer;
  /** The entry that asked for it. */
  readonly asked: number;
  readonly columns: readonly ColumnTreatment[];
  readonly locale: ExportLocale;
}

/** Where one row stands at this moment. */
export type RowState =
  /** In the bin, or no longer among what the requester sees: it stays here. */
  | { readonly kind: 'gone' }
  /** The reader lacks a class that the columns give. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'leaves'; readonly facts: CustomerFacts };

/** Takes in what other processes have written, so that a decision stands on the newest state. */
export async function refresh({ process, vault }: Context): Promise<void> {
  if (vault.quarantine !== null) return;
  // A first login at this computer: the decision waits for the rows it is about.
  await process.built;
  await catchUpChain(vault);
  await catchUpContent(vault, () => process.ending);
}

/**
 * Runs `work` on one state of the vault: nothing another process writes meanwhile is seen, and everything it wrote
 * before has been checked.
 */
export async function onOneState<T>(context: Context, work: () => T): Promise<T> {
  const { vault, process } = context;
  for (;;) {
    if (process.ending) throw new VaultError('notLoggedIn');
    if (vault.quarantine !== null) throw new VaultError('quarantined');
    vault.db.exec('BEGIN');
    try {
      const newest = vault.sql.lastEntry.get()?.n ?? 0;
      const whole = (vault.chain.sql.dirtyCount.get() ?? 0) === 0;
      if (whole && newest === (vault.chain.head?.n ?? 0)) return work();
    } finally {
      vault.db.exec('COMMIT');
    }
    await refresh(context);
  }
}

/** Looks at rows for one file; to be made anew for every state of the vault. */
export function rowReader({ vault }: Context, leaving: Leaving) {
  const { authority, sql } = vault.chain;
  const policy = requirePolicy(vault);
  const classes = classesRead(leaving.columns, policy);
  const nameClass = fieldClass('name', policy);
  const known = new Map<string, 'gone' | 'closed' | 'leaves'>();
  const view = exportStatements(vault.viewDb);

  /** By its books alone: whether the requester sees it, and whether this session reads what the columns give. */
  function reach(id: Id): 'gone' | 'closed' | 'leaves' {
    if (sql.subject.get(id)?.kind !== 'customer') return 'gone';
    const books = sql.books.all(id);
    const key = books.join();
    const found = known.get(key) ?? reachOf(books);
    known.set(key, found);
    return found;
  }
  function reachOf(books: readonly Id[]): 'gone' | 'closed' | 'leaves' {
    if (treatment(leaving.requester, nameClass, books, authority) !== 'clear') return 'gone';
    // Looking after a colleague's customers is no reason to take them along.
    if (relation(leaving.requester, books, authority) === 'covered') return 'gone';
    return readsToDecide(authority, { user: vault.user, asked: leaving.asked }, books, classes) ? 'leaves' : 'closed';
  }

  function look(id: Id): RowState {
    const kind = reach(id);
    if (kind !== 'leaves') return { kind };
    const facts = view.facts.get(id);
    return facts === undefined || facts.binned !== null ? { kind: 'gone' } : { kind: 'leaves', facts };
  }

  function cells(id: Id, facts: CustomerFacts): string[] {
    return cellsOf(open(id, facts), leaving.columns, leaving.locale);
  }

  /** A card can be linked to any firm: its name leaves only where the requester sees it. */
  function companyOf({ firm, company }: CustomerFacts): string {
    if (firm === null || company === null) return '';
    return treatment(leaving.requester, nameClass, sql.books.all(firm), authority) === 'clear' ? company : '';
  }

  const given = (column: string): boolean =>
    leaving.columns.some((each) => each.column === column && each.treatment !== 'dropped');
  const withNotes = given('notes');

  /** From the truth, each row checked against its hash: what leaves is never taken from a cache. */
  function open(id: Id, facts: CustomerFacts): ExportedCustomer {
    const whole: WholeCustomer = {};
    for (const named of sql.rowsOfRecord.all(id)) {
      if (!classes.includes(named.class as FieldClass)) continue;
      const payload = readVerified(vault, named);
      if (payload !== null) whole[named.class as FieldClass] = payload as CustomerPayload;
    }
    return {
      fields: mergedFields(whole, policy),
      company: companyOf(facts),
      responsible: facts.responsible === '' ? '' : (view.personName.get(facts.responsible) ?? ''),
      created: facts.created,
      lastContact: facts.last_contact === 0 ? null : facts.last_contact,
      notes: withNotes ? notesOf(id) : [],
    };
  }

  function notesOf(id: Id): ExportedCustomer['notes'] {
    return sql.rowsOfSubject
      .all(id)
      .filter((named) => named.kind === 'note')
      .map((named) => ({ at: named.first_time, note: readVerified(vault, named) as NotePayload | null }))
      .flatMap(({ at, note }) => (note === null || note.removed ? [] : [{ at, text: note.text }]))
      .sort((a, b) => a.at - b.at);
  }

  return { reach, look, cells };
}

import type { Output, Parsed } from '#shared/contract/index.ts';
import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { BrokenEntry } from '../journal/chain.ts';
import type { Book } from '../journal/authority.ts';
import type { Policy } from '../journal/items.ts';
import type { Context } from '../process.ts';
import type { OpenVault } from '../session/openVault.ts';
import { type SubjectChange, commit } from '../store/commit.ts';
import { readRow } from '../store/read.ts';
import { classRows, fieldsByClass, patched } from './customers.rules.ts';
import type { CustomerPayload, WholeCustomer } from './payload.ts';
import { requireCustomer } from './read.ts';

export function requirePolicy(vault: OpenVault): Policy {
  const { policy } = vault.chain.authority;
  if (policy === null) throw new VaultError('vaultDamaged');
  return policy;
}

/** The book behind "whose customer": a person's, or the pool's. */
export function bookFor(vault: OpenVault, responsible: Id | 'pool'): Book {
  const { authority } = vault.chain;
  const book = responsible === 'pool' ? authority.bookOf('pool') : authority.bookOf('person', responsible);
  const left = book?.person != null && authority.person(book.person)?.ended !== null;
  if (book === undefined || left || !authority.mayDeliver(vault.user, book.book, 'card'))
    throw new VaultError('receiverInvalid');
  return book;
}

/** A firm that can be named on a card: one that this person reads. */
function requireFirm({ view }: Context, company: Id | null | undefined): void {
  if (company === null || company === undefined) return;
  if (requireCustomer(view, company).kind !== 'firm') throw new VaultError('fieldInvalid', { field: 'company' });
}

/** What is written for a new customer; shared with the import. */
export function newCustomer(
  vault: OpenVault,
  id: Id,
  book: Id,
  fields: Parsed<'customers.create'>['fields'],
): SubjectChange {
  const whole = fieldsByClass(fields, requirePolicy(vault));
  return { id, kind: 'customer', books: [book], rows: rowsOf(id, whole) };
}

function rowsOf(id: Id, whole: WholeCustomer): SubjectChange['rows'] {
  return classRows(whole).map(([name, payload]) => ({ record: id, kind: 'customer', class: name, payload }));
}

export function create(
  context: Context,
  { fields, responsible }: Parsed<'customers.create'>,
): Output<'customers.create'> {
  const { process, vault } = context;
  requireFirm(context, fields.company);
  const { authority } = vault.chain;
  const own = authority.bookOf('person', vault.user);
  const firm =
    fields.company === null || fields.company === undefined ? undefined : requireCustomer(context.view, fields.company);
  // A contact person goes where the firm is, whatever the form says: they move together.
  const to =
    firm === undefined
      ? (responsible ?? (own === undefined ? 'pool' : vault.user))
      : firm.responsible === ''
        ? 'pool'
        : firm.responsible;
  const id = process.newId();
  const batch = process.newId();
  const subject = newCustomer(vault, id, bookFor(vault, to).book, fields);
  commit(vault, {
    kind: 'customer.create',
    objects: [id],
    subjects: [subject],
    batch,
    details: { fields: Object.keys(fields).join(' ') },
  });
  return { id, batch, count: 1 };
}

/** The class rows of a customer that this session can open, from the truth. */
export function openCustomer(vault: OpenVault, id: Id): WholeCustomer {
  const whole: WholeCustomer = {};
  const books = vault.chain.sql.books.all(id);
  for (const named of vault.chain.sql.rowsOfRecord.all(id)) {
    if (!vault.chain.authority.mayRead(vault.user, books, named.class as FieldClass)) continue;
    const read = readVerified(vault, named);
    if (read !== null) whole[named.class as FieldClass] = read as CustomerPayload;
  }
  return whole;
}

/** Reads a row; where it is not what the journal says, the vault becomes read-only and the caller is told so. */
export function readVerified(vault: OpenVault, named: Parameters<typeof readRow>[1]): unknown {
  try {
    const read = readRow(vault, named, true);
    return read.kind === 'open' ? read.payload : null;
  } catch (error) {
    if (!(error instanceof BrokenEntry)) throw error;
    vault.spoil(named.subject, error);
    throw new VaultError('quarantined');
  }
}

export function update(
  context: Context,
  { id, baseVersion, patch }: Parsed<'customers.update'>,
): Output<'customers.update'> {
  const { process, vault, view } = context;
  const shown = requireCustomer(view, id);
  if (shown.can_write !== 1) throw new VaultError('notAllowed');
  if (shown.version !== baseVersion) throw new VaultError('conflict');
  requireFirm(context, patch.company);
  if (patch.company === id) throw new VaultError('fieldInvalid', { field: 'company' });
  const { rows, fields } = patched(openCustomer(vault, id), patch, requirePolicy(vault));
  const books = vault.chain.sql.books.all(id);
  for (const [name] of classRows(rows))
    if (!vault.chain.authority.mayWrite(vault.user, books, name)) throw new VaultError('notAllowed');
  const batch = process.newId();
  commit(vault, {
    kind: 'customer.update',
    objects: [id],
    details: { fields: fields.join(' ') },
    batch,
    ...(fields.length === 0 ? {} : { subjects: [{ id, kind: 'customer' as const, rows: rowsOf(id, rows) }] }),
  });
  return { batch, count: fields.length, version: vault.chain.sql.version.get(id) ?? baseVersion };
}

function setBinned(context: Context, ids: readonly Id[], binned: boolean): { batch: Id; count: number } {
  const { process, vault, view } = context;
  const batch = process.newId();
  const at = vault.clock.now();
  const subjects: SubjectChange[] = [];
  for (const id of new Set(ids)) {
    const shown = requireCustomer(view, id);
    if (shown.can_write !== 1) throw new VaultError('notAllowed');
    if ((shown.binned !== null) === binned) continue;
    const card = openCustomer(vault, id).card ?? {};
    const payload: CustomerPayload = { ...card, binned: binned ? at : null };
    subjects.push({ id, kind: 'customer', rows: [{ record: id, kind: 'customer', class: 'card', payload }] });
  }
  commit(vault, {
    kind: binned ? 'customer.bin' : 'customer.restore',
    objects: subjects.map(({ id }) => id),
    subjects,
    batch,
  });
  return { batch, count: subjects.length };
}

export function bin(context: Context, { ids }: Parsed<'customers.bin'>): Output<'customers.bin'> {
  return setBinned(context, ids, true);
}
export function restore(context: Context, { ids }: Parsed<'customers.restore'>): Output<'customers.restore'> {
  return setBinned(context, ids, false);
}

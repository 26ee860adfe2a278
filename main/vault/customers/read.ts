import type { Output, Parsed } from '#shared/contract/index.ts';
import { fieldClasses } from '#shared/domain/fields.ts';
import { matches, queryTokens } from '#shared/domain/search.ts';
import { type Visible, clear } from '#shared/domain/visible.ts';
import { VaultError } from '#shared/errors.ts';
import type { Context } from '../process.ts';
import type { OpenVault } from '../session/openVault.ts';
import type { Db } from '../store/open.ts';
import {
  type CustomerFullRow,
  type CustomerListRow,
  type FieldRow,
  customerStatements,
  listCustomers,
} from './customers.sql.ts';
import { findPage } from './find.ts';

function personName(view: Db, user: string): string {
  return customerStatements(view).personName.get(user) ?? '';
}

function responsibleOf(view: Db, user: string): Output<'customers.list'>['rows'][number]['responsible'] {
  return user === '' ? { kind: 'pool' } : { kind: 'person', user, name: personName(view, user) };
}

function shown(state: 'clear' | 'reveal' | 'none', text: string): Visible<string> {
  return state === 'clear' ? clear(text) : { kind: 'masked', mask: text, access: state };
}

export function list(context: Context, input: Parsed<'customers.list'>): Output<'customers.list'> {
  const { rows, next, total } = findPage(context, input);
  return { rows: rows.map((row) => listed(context, row)), next, total };
}

/** One line of the list in the contract's form. */
export function listed({ view }: Context, row: CustomerListRow): Output<'customers.list'>['rows'][number] {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    title: row.title,
    taxId: row.tax_id === null ? null : clear(row.tax_id),
    company: row.company === null || row.company_name === null ? null : { id: row.company, name: row.company_name },
    responsible: responsibleOf(view, row.responsible),
    tags: JSON.parse(row.tags) as string[],
    phone: row.phone_state === null || row.phone === null ? null : shown(row.phone_state, row.phone),
    created: row.created,
    changed: row.changed,
    lastContact: row.last_contact === 0 ? null : row.last_contact,
    binned: row.binned,
    version: row.version,
  };
}

/** The customer of a view, or `notFound`: the same answer for one that is not there and one that is somebody else's. */
export function requireCustomer(view: Db, id: string): CustomerFullRow {
  const row = customerStatements(view).one.get(id);
  if (row === undefined) throw new VaultError('notFound');
  return row;
}

export function get(context: Context, { id }: Parsed<'customers.get'>): Output<'customers.get'> {
  const { process, vault, view } = context;
  const row = requireCustomer(view, id);
  const { phone, ...head } = listed(context, row);
  void phone;
  const fields = customerStatements(view).fields.all(id);
  const many = <L extends string>(name: string): { label: L; value: Visible<string> }[] =>
    fields
      .filter(({ field }) => field === name)
      .map(({ label, state, text }) => ({ label: (label ?? 'other') as L, value: shown(state, text) }));
  const one = (name: string): Visible<string> | null => {
    const found = fields.find(({ field }: FieldRow) => field === name);
    return found === undefined ? null : shown(found.state, found.text);
  };
  return {
    ...head,
    contactAccess: row.contact_access,
    restrictedAccess: row.restricted_access,
    canWrite: row.can_write === 1 && process.preview === null,
    canNote: process.preview === null && mayNote(vault, id),
    phones: many('phones'),
    emails: many('emails'),
    addresses: many('addresses'),
    wechat: one('wechat'),
    line: one('line'),
    birthday: one('birthday'),
    idNumber: one('idNumber'),
    bankAccount: one('bankAccount'),
    damaged: damagedParts(context, id),
  };
}

/** Parts that were damaged and set aside and have not been written anew, of what this person may read. */
function damagedParts({ vault, viewer }: Context, customer: string): Output<'customers.get'>['damaged'] {
  const { authority, endings, sql } = vault.chain;
  const books = sql.books.all(customer);
  return endings.asidesOf.all(customer).flatMap(({ record, class: part, kind, back, time }) => {
    const fieldClass = fieldClasses.find((each) => each === part);
    if (fieldClass === undefined || !authority.mayRead(viewer.user, books, fieldClass)) return [];
    if ((sql.row.get(record, part)?.version ?? null) !== back) return [];
    return [{ part: kind === 'note' ? ('note' as const) : fieldClass, at: time, older: back !== null }];
  });
}

/** Whether this person may write about the work on a customer, whoever may change its card. */
export function mayNote({ chain, user }: OpenVault, customer: string): boolean {
  return chain.authority.mayWrite(user, chain.sql.books.all(customer), 'work');
}

export function tags({ view }: Context): Output<'customers.tags'> {
  return { tags: customerStatements(view).tags.all() };
}

export function holders({ vault, view, viewer }: Context): Output<'customers.holders'> {
  const { authority } = vault.chain;
  const counts = new Map(
    customerStatements(view)
      .holders.all()
      .map(({ responsible, count }) => [responsible, count]),
  );
  const books = [...authority.books.values()].filter((book) => book.kind === 'person' || book.kind === 'pool');
  return {
    holders: books
      .map((book) => ({
        responsible: responsibleOf(view, book.person ?? ''),
        count: counts.get(book.person ?? '') ?? 0,
        canReceive: authority.mayDeliver(viewer.user, book.book, 'card'),
      }))
      .filter(({ count, canReceive }) => count > 0 || canReceive),
  };
}

/** Customers like the one being typed, among those this person may read: same tax id, or a name that begins alike. */
export function similar(context: Context, { name, taxId }: Parsed<'customers.similar'>): Output<'customers.similar'> {
  const { view } = context;
  const sql = customerStatements(view);
  const ids = new Set(taxId === null || taxId.trim() === '' ? [] : sql.byTaxId.all(taxId.trim()));
  const query = queryTokens(name);
  if ([...name.trim()].length >= 2 && query.expression !== '') {
    const hits = sql.searchHits.all(query.expression, 200).map(({ rowid }) => rowid);
    const found = listCustomers(view, {
      binned: false,
      rows: JSON.stringify(hits),
      sort: 'changed',
      descending: true,
      after: null,
      limit: 200,
    });
    for (const row of found) if (matches(row.name, query) && ids.size < 5) ids.add(row.id);
  }
  return { rows: [...ids].slice(0, 5).map((id) => listed(context, requireCustomer(view, id))) };
}

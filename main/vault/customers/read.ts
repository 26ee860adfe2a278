import type { Output, Parsed } from '#shared/contract/index.ts';
import type { CustomerFilter } from '#shared/contract/customers.ts';
import { fieldClasses } from '#shared/domain/fields.ts';
import { phoneLookupDigits } from '#shared/domain/phone.ts';
import { matches, queryTokens } from '#shared/domain/search.ts';
import { type Visible, clear } from '#shared/domain/visible.ts';
import { VaultError } from '#shared/errors.ts';
import type { Context } from '../process.ts';
import type { OpenVault } from '../session/openVault.ts';
import type { Db } from '../store/open.ts';
import { phoneHash } from '../view/projectCustomer.ts';
import {
  type CustomerFullRow,
  type CustomerListRow,
  type FieldRow,
  type ListQuery,
  type SortColumn,
  countCustomers,
  customerStatements,
  listCustomers,
} from './customers.sql.ts';

/** Up to so many hits are fetched and sorted; for more the order is walked until a page of them is found. */
const fewHits = 2_000;

type Conditions = Omit<ListQuery, 'sort' | 'descending' | 'after' | 'limit'>;

/** What a filter means for the list: conditions, or null where nothing can be found. */
export function conditionsOf(context: Context, filter: CustomerFilter): Conditions {
  const { view } = context;
  const sql = customerStatements(view);
  const base: Conditions = {
    binned: filter.binned === true,
    ...(filter.tag === undefined ? {} : { tag: filter.tag }),
    ...(filter.responsible === undefined
      ? {}
      : lookedAfter(view, filter.responsible === 'pool' ? '' : filter.responsible)),
    ...(filter.kind === undefined ? {} : { kind: filter.kind }),
    ...(filter.company === undefined ? {} : { company: filter.company }),
  };
  const typed = filter.search?.trim() ?? '';
  if (typed === '') return fewTagged(view, base);
  const byPhone = phoneRows(context, typed);
  const query = queryTokens(typed);
  if (query.expression === '') return { ...base, rows: JSON.stringify(byPhone) };
  const hits = sql.searchHits.all(query.expression, fewHits + 1).map(({ rowid }) => rowid);
  if (hits.length > fewHits && byPhone.length === 0) return { ...base, matching: query.expression };
  const kept = query.recheck ? recheck(view, hits, base, query) : hits;
  return { ...base, rows: JSON.stringify([...kept, ...byPhone]) };
}

function lookedAfter(view: Db, responsible: string): Pick<Conditions, 'responsible' | 'responsibleFew'> {
  return countedOf(view, { binned: false, responsible }) > fewHits ? { responsible } : { responsibleFew: responsible };
}

/** How many there are by what the view keeps count of itself. */
function countedOf(
  view: Db,
  by: { binned: boolean; responsible?: string | undefined; kind?: string | undefined },
): number {
  return customerStatements(view)
    .counted.all()
    .filter((counted) => (counted.binned === 1) === by.binned)
    .filter((counted) => by.responsible === undefined || counted.responsible === by.responsible)
    .filter((counted) => by.kind === undefined || counted.kind === by.kind)
    .reduce((sum, { count }) => sum + count, 0);
}

/** A tag that few carry is looked up; of one that many carry, the order is walked. */
function fewTagged(view: Db, base: Conditions): Conditions {
  const { tag, ...rest } = base;
  if (tag === undefined) return base;
  const tagged = customerStatements(view).tagged.all(tag, fewHits + 1);
  return tagged.length > fewHits ? base : { ...rest, rows: JSON.stringify(tagged) };
}

/** Tokens can be found apart from each other: a long query is compared with the names themselves. */
function recheck(view: Db, hits: readonly number[], base: Conditions, query: ReturnType<typeof queryTokens>): number[] {
  const found = listCustomers(view, {
    binned: base.binned,
    rows: JSON.stringify(hits),
    sort: 'created',
    descending: true,
    after: null,
    limit: fewHits,
  });
  return found
    .filter((row) => matches([row.name, row.company_name ?? '', row.tax_id ?? ''].join('\n'), query))
    .map(({ row }) => row);
}

/** Whoever holds the class finds a customer by a complete number, and by nothing less. */
function phoneRows({ process, vault, view }: Context, typed: string): number[] {
  if (!/\d/.test(typed) || /\p{L}/u.test(typed.normalize('NFKC').replace(/ext|#|轉|转|分機|分机/giu, ''))) return [];
  const key = process.preview?.projection.phoneKey ?? vault.phoneKey;
  const sql = customerStatements(view);
  return phoneLookupDigits(typed).flatMap((digits) => sql.byPhone.all(phoneHash(key, digits)));
}

const sortColumns = { created: 'created', changed: 'changed', lastContact: 'last_contact' } as const;

function cursorOf(row: CustomerListRow, sort: SortColumn): string {
  return JSON.stringify([row[sort], row.row]);
}
function readCursor(text: string | null): ListQuery['after'] {
  if (text === null) return null;
  try {
    const content: unknown = JSON.parse(text);
    if (Array.isArray(content) && content.length === 2) {
      const [value, row] = content as unknown[];
      if ((typeof value === 'string' || typeof value === 'number') && typeof row === 'number') return { value, row };
    }
  } catch {
    // Falls through to the refusal.
  }
  throw new VaultError('invalidInput', { field: 'after' });
}

export function list(context: Context, input: Parsed<'customers.list'>): Output<'customers.list'> {
  const { view } = context;
  const conditions = conditionsOf(context, input.filter);
  const sort: SortColumn = conditions.binned
    ? 'binned'
    : input.sort === 'name'
      ? input.collation
      : sortColumns[input.sort];
  const after = readCursor(input.after);
  const found = listCustomers(view, {
    ...conditions,
    sort,
    descending: conditions.binned || input.descending,
    after,
    limit: input.limit + 1,
  });
  const page = found.slice(0, input.limit);
  const last = page.at(-1);
  const total = after === null ? totalOf(context, conditions) : null;
  return {
    rows: page.map((row) => listed(context, row)),
    next: found.length > input.limit && last !== undefined ? cursorOf(last, sort) : null,
    total,
  };
}

const totalsKey = Symbol('totals');

/** How many a query finds in all, kept until the next commit; null where counting would cost more than it tells. */
function totalOf({ process, vault, view }: Context, conditions: Conditions): number | null {
  const { matching, tag, company, rows, binned, responsible, responsibleFew, kind } = conditions;
  if (matching !== undefined || (tag !== undefined && rows === undefined)) return null;
  if (company === undefined && rows === undefined)
    return countedOf(view, { binned, responsible: responsible ?? responsibleFew, kind });
  const totals = process.state(totalsKey, () => ({ view, at: -1, counts: new Map<string, number>() }));
  const at = vault.chain.head?.n ?? 0;
  if (totals.at !== at || totals.view !== view || process.building) {
    totals.counts.clear();
    totals.at = at;
    totals.view = view;
  }
  const name = JSON.stringify(conditions);
  const total = totals.counts.get(name) ?? countCustomers(view, conditions);
  if (totals.counts.size < 100) totals.counts.set(name, total);
  return total;
}

function personName(view: Db, user: string): string {
  return customerStatements(view).personName.get(user) ?? '';
}

function responsibleOf(view: Db, user: string): Output<'customers.list'>['rows'][number]['responsible'] {
  return user === '' ? { kind: 'pool' } : { kind: 'person', user, name: personName(view, user) };
}

function shown(state: 'clear' | 'reveal' | 'none', text: string): Visible<string> {
  return state === 'clear' ? clear(text) : { kind: 'masked', mask: text, access: state };
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

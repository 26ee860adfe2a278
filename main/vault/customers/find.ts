import type { CustomerFilter } from '#shared/contract/customers.ts';
import type { Parsed } from '#shared/contract/index.ts';
import { phoneLookupDigits } from '#shared/domain/phone.ts';
import { type SearchQuery, matches, queryTokens } from '#shared/domain/search.ts';
import { VaultError } from '#shared/errors.ts';
import type { Context } from '../process.ts';
import type { Db } from '../store/open.ts';
import { phoneHash } from '../view/projectCustomer.ts';
import {
  type CustomerListRow,
  type ListQuery,
  type SortColumn,
  countCustomers,
  customerStatements,
  customersOf,
  listCustomers,
  orderHits,
} from './customers.sql.ts';

/** Up to so many hits are fetched and sorted; for more the order is walked until a page of them is found. */
const fewHits = 2_000;

type Conditions = Omit<ListQuery, 'sort' | 'descending' | 'after' | 'limit'>;

/** What a filter means for a selection: conditions that find exactly what the list shows. */
export function conditionsOf(context: Context, filter: CustomerFilter): Conditions {
  const { recheck, ...conditions } = found(context, filter);
  const { rows } = conditions;
  if (recheck === null || rows === undefined) return conditions;
  const kept = customersOf(context.view, JSON.parse(rows) as number[]).filter((row) => holds(row, recheck));
  return { ...conditions, rows: JSON.stringify(kept.map(({ row }) => row)) };
}

/** What a filter means: conditions, and what each hit has still to be held against where tokens alone say too little. */
function found(context: Context, filter: CustomerFilter): Conditions & { readonly recheck: SearchQuery | null } {
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
  if (typed === '') return { ...fewTagged(view, base), recheck: null };
  const byPhone = phoneRows(context, typed);
  const query = queryTokens(typed);
  if (query.expression === '') return { ...base, rows: JSON.stringify(byPhone), recheck: null };
  const hits = sql.searchHits.all(query.expression, fewHits + 1).map(({ rowid }) => rowid);
  if (hits.length > fewHits && byPhone.length === 0) return { ...base, matching: query.expression, recheck: null };
  // What a complete number finds need not hold the number in its name.
  const recheck = query.recheck && byPhone.length === 0 ? query : null;
  const kept =
    query.recheck && recheck === null
      ? customersOf(view, hits)
          .filter((row) => holds(row, query))
          .map(({ row }) => row)
      : hits;
  return { ...base, rows: JSON.stringify([...kept, ...byPhone]), recheck };
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
function holds(row: CustomerListRow, query: SearchQuery): boolean {
  return matches([row.name, row.company_name ?? '', row.tax_id ?? ''].join('\n'), query);
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

/** One page of the list. */
export interface Page {
  readonly rows: CustomerListRow[];
  readonly next: string | null;
  /** How many there are in all; null where counting would cost more than it tells, and for the pages after the first. */
  readonly total: number | null;
}

/** A page of what a filter finds, in the order asked for. */
export function findPage(context: Context, input: Parsed<'customers.list'>): Page {
  const { view } = context;
  const { recheck, ...conditions } = found(context, input.filter);
  const sort: SortColumn = conditions.binned
    ? 'binned'
    : input.sort === 'name'
      ? input.collation
      : sortColumns[input.sort];
  const after = readCursor(input.after);
  const query = {
    ...conditions,
    sort,
    descending: conditions.binned || input.descending,
    after,
    limit: input.limit + 1,
  };
  const { rows } = conditions;
  const [list, all] =
    rows === undefined || conditions.binned
      ? [listCustomers(view, query), after === null ? totalOf(context, conditions) : null]
      : pageOfHits(view, { ...query, rows }, recheck);
  const page = list.slice(0, input.limit);
  const last = page.at(-1);
  return {
    rows: page,
    next: list.length > input.limit && last !== undefined ? cursorOf(last, sort) : null,
    total: after === null ? all : null,
  };
}

/** Hits in order, each held against what was typed, until the page is full. The number of all only where that is known. */
function pageOfHits(
  view: Db,
  query: ListQuery & { readonly rows: string },
  recheck: SearchQuery | null,
): [CustomerListRow[], number | null] {
  const hits = orderHits(view, query);
  if (recheck === null) return [customersOf(view, hits.slice(0, query.limit)), hits.length];
  const kept: CustomerListRow[] = [];
  let at = 0;
  for (; at < hits.length && kept.length < query.limit; at += query.limit)
    kept.push(...customersOf(view, hits.slice(at, at + query.limit)).filter((row) => holds(row, recheck)));
  return [kept, at >= hits.length ? kept.length : null];
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

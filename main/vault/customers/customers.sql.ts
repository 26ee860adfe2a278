import { type Db, type Query, rows, values } from '../store/open.ts';

export interface CustomerListRow {
  readonly row: number;
  readonly id: string;
  readonly kind: 'firm' | 'person';
  readonly name: string;
  readonly title: string | null;
  readonly tax_id: string | null;
  readonly company: string | null;
  readonly company_name: string | null;
  readonly responsible: string;
  readonly tags: string;
  readonly created: number;
  readonly changed: number;
  readonly last_contact: number;
  readonly binned: number | null;
  readonly version: number;
  readonly pinyin: string;
  readonly stroke: string;
  readonly phone_state: 'clear' | 'reveal' | 'none' | null;
  readonly phone: string | null;
}
export interface CustomerFullRow extends CustomerListRow {
  readonly contact_access: 'clear' | 'reveal' | 'none' | 'absent';
  readonly restricted_access: 'clear' | 'reveal' | 'none' | 'absent';
  readonly work_access: 'clear' | 'absent';
  readonly can_write: number;
}
export interface FieldRow {
  readonly field: string;
  readonly ordinal: number;
  readonly label: string | null;
  readonly state: 'clear' | 'reveal' | 'none';
  readonly text: string;
}
export interface NoteRow {
  readonly id: string;
  readonly customer: string;
  readonly kind: 'note' | 'call' | 'message' | 'visit';
  readonly text: string;
  readonly author: string;
  readonly created: number;
  readonly edited: number | null;
  readonly version: number;
}

const listed = `c.row, c.id, c.kind, c.name, c.title, c.tax_id, c.company, f.name AS company_name, c.responsible, c.tags, c.created, c.changed,
  c.last_contact, c.binned, c.version, c.pinyin, c.stroke, c.phone_state, c.phone`;
const joined = 'customers c LEFT JOIN customers f ON f.id = c.company';

/** The columns a list can be ordered by, named here and nowhere built from input. */
export type SortColumn = 'pinyin' | 'stroke' | 'created' | 'changed' | 'last_contact' | 'binned';
/** Which customers: a search answers row numbers first (`rows`), everything else is a condition. */
export interface ListQuery {
  readonly sort: SortColumn;
  readonly descending: boolean;
  readonly after: { readonly value: string | number; readonly row: number } | null;
  readonly limit: number;
  readonly binned: boolean;
  /** Who looks after many: the order is walked, and the index of the order says whose each one is. */
  readonly responsible?: string;
  /** Who looks after few: all of them are looked up and put in order. */
  readonly responsibleFew?: string;
  readonly tag?: string;
  readonly kind?: string;
  readonly company?: string;
  /** An FTS expression of our own tokens that finds many: the order is walked. */
  readonly matching?: string;
  /** Row numbers found before, as a JSON array. */
  readonly rows?: string;
}

const conditions: Readonly<
  Record<'responsible' | 'responsibleFew' | 'tag' | 'kind' | 'company' | 'matching' | 'rows', string>
> = {
  // The plus keeps the planner from the index of people, which it would take whatever the number.
  responsible: '+c.responsible = @responsible',
  responsibleFew: 'c.responsible = @responsibleFew',
  tag: 'EXISTS (SELECT 1 FROM customer_tags t WHERE t.tag = @tag AND t.customer = c.id)',
  kind: 'c.kind = @kind',
  company: 'c.company = @company',
  // All hits once, then the order's own index against them. Asking the full text for each row in turn costs a hundred times
  // as much (measured with 100,000 customers); without the plus the planner would fetch and sort every hit.
  matching: '+c.row IN (SELECT rowid FROM search WHERE search MATCH @matching)',
  rows: 'c.row IN (SELECT value FROM json_each(@rows))',
};

type Prepared<R> = WeakMap<Db, Map<string, Query<[object], R>>>;
const pages: Prepared<CustomerListRow> = new WeakMap();
const counts: Prepared<number> = new WeakMap();
const orders: Prepared<number> = new WeakMap();

function where(query: Omit<ListQuery, 'sort' | 'descending' | 'after' | 'limit'>): string {
  const parts = [query.binned ? 'c.binned IS NOT NULL' : 'c.binned IS NULL'];
  for (const [name, condition] of Object.entries(conditions)) if (Object.hasOwn(query, name)) parts.push(condition);
  return parts.join(' AND ');
}

function parametersOf(query: Partial<ListQuery>): Record<string, string | number> {
  const parameters: Record<string, string | number> = {};
  for (const name of Object.keys(conditions) as (keyof typeof conditions)[]) {
    const value = query[name];
    if (value !== undefined) parameters[name] = value;
  }
  return parameters;
}

/** Hits of a search, at most so many, that come after the last one of the page before: row numbers in the list's order. */
export function orderHits(db: Db, query: ListQuery & { readonly rows: string }): number[] {
  const direction = query.descending ? 'DESC' : 'ASC';
  const beyond =
    query.after === null ? '' : ` AND (c.${query.sort}, c.row) ${query.descending ? '<' : '>'} (@value, @row)`;
  // They lie all over the table: what orders and filters them is read from an index by row number, in which dozens share a
  // page, and only the rows of one page of the list are fetched.
  const text = `SELECT c.row FROM customers c INDEXED BY customers_hits WHERE ${where(query)}${beyond}
    ORDER BY c.${query.sort} ${direction}, c.row ${direction}`;
  const parameters = {
    ...parametersOf(query),
    ...(query.after === null ? {} : { value: query.after.value, row: query.after.row }),
  };
  return statement(orders, db, () => values<[object], number>(db, text), text).all(parameters);
}

/** The customers of these row numbers, in their order. */
export function customersOf(db: Db, rowsOf: readonly number[]): CustomerListRow[] {
  const text = `SELECT ${listed} FROM json_each(@rows) hit CROSS JOIN customers c ON c.row = hit.value
    LEFT JOIN customers f ON f.id = c.company ORDER BY hit.key`;
  return statement(pages, db, () => rows<[object], CustomerListRow>(db, text), text).all({
    rows: JSON.stringify(rowsOf),
  });
}

/** One page of the list, by keyset: the column's value and the row number of the last one before. */
export function listCustomers(db: Db, query: ListQuery): CustomerListRow[] {
  const direction = query.descending ? 'DESC' : 'ASC';
  const beyond =
    query.after === null ? '' : ` AND (c.${query.sort}, c.row) ${query.descending ? '<' : '>'} (@value, @row)`;
  // The page is found in the index of its order; only its own rows, and their firms, are fetched.
  const text = `SELECT ${listed} FROM (SELECT c.row FROM customers c WHERE ${where(query)}${beyond}
      ORDER BY c.${query.sort} ${direction}, c.row ${direction} LIMIT @limit) page
    CROSS JOIN customers c ON c.row = page.row LEFT JOIN customers f ON f.id = c.company
    ORDER BY c.${query.sort} ${direction}, c.row ${direction}`;
  const parameters = {
    ...parametersOf(query),
    limit: query.limit,
    ...(query.after === null ? {} : { value: query.after.value, row: query.after.row }),
  };
  return statement(pages, db, () => rows<[object], CustomerListRow>(db, text), text).all(parameters);
}

/** How many customers a query finds. */
export function countCustomers(db: Db, query: Omit<ListQuery, 'sort' | 'descending' | 'after' | 'limit'>): number {
  const text = `SELECT count(*) FROM customers c WHERE ${where(query)}`;
  return statement(counts, db, () => values<[object], number>(db, text), text).get(parametersOf(query)) ?? 0;
}

/** The ids a query finds, at most `most`. */
export function findCustomerIds(
  db: Db,
  query: Omit<ListQuery, 'sort' | 'descending' | 'after' | 'limit'>,
  most: number,
): string[] {
  return values<[object], string>(
    db,
    `SELECT c.id FROM customers c WHERE ${where(query)} ORDER BY c.row LIMIT @most`,
  ).all({ ...parametersOf(query), most });
}

/** Preparing costs as much as answering: each text once for one view. */
function statement<R>(
  prepared: Prepared<R>,
  db: Db,
  prepare: () => Query<[object], R>,
  text: string,
): Query<[object], R> {
  const cache = prepared.get(db) ?? new Map<string, Query<[object], R>>();
  prepared.set(db, cache);
  const found = cache.get(text) ?? prepare();
  cache.set(text, found);
  return found;
}

/** The statements without variable parts, prepared once for one view. */
function make(db: Db) {
  return {
    one: rows<[string], CustomerFullRow>(
      db,
      `SELECT ${listed}, c.contact_access, c.restricted_access, c.work_access, c.can_write FROM ${joined} WHERE c.id = ?`,
    ),
    fields: rows<[string], FieldRow>(
      db,
      'SELECT field, ordinal, label, state, text FROM customer_fields WHERE customer = ? ORDER BY field, ordinal',
    ),
    tags: rows<[], { tag: string; count: number }>(
      db,
      'SELECT tag, count FROM tag_counts ORDER BY count DESC, tag LIMIT 500',
    ),
    holders: rows<[], { responsible: string; count: number }>(
      db,
      'SELECT responsible, sum(count) AS count FROM customer_counts WHERE binned = 0 GROUP BY responsible',
    ),
    counted: rows<[], { responsible: string; kind: string; binned: number; count: number }>(
      db,
      'SELECT responsible, kind, binned, count FROM customer_counts',
    ),
    searchHits: rows<[string, number], { rowid: number }>(db, 'SELECT rowid FROM search WHERE search MATCH ? LIMIT ?'),
    tagged: values<[string, number], number>(
      db,
      'SELECT c.row FROM customer_tags t JOIN customers c ON c.id = t.customer WHERE t.tag = ? LIMIT ?',
    ),
    byTaxId: values<[string], string>(db, 'SELECT id FROM customers WHERE tax_id = ? AND binned IS NULL LIMIT 5'),
    byPhone: values<[Uint8Array], number>(
      db,
      'SELECT c.row FROM phone_hashes p JOIN customers c ON c.id = p.customer WHERE p.hash = ?',
    ),
    companyOf: values<[string], string | null>(db, 'SELECT company FROM customers WHERE id = ?'),
    peopleOf: values<[string], string>(db, 'SELECT id FROM customers WHERE company = ? ORDER BY row'),
    notes: rows<[string, number, string, number], NoteRow>(
      db,
      `SELECT id, customer, kind, text, author, created, edited, version FROM notes
       WHERE customer = ? AND (created, id) < (?, ?) ORDER BY created DESC, id DESC LIMIT ?`,
    ),
    note: rows<[string], NoteRow>(
      db,
      'SELECT id, customer, kind, text, author, created, edited, version FROM notes WHERE id = ?',
    ),
    personName: values<[string], string>(db, 'SELECT name FROM people WHERE user = ?'),
  };
}

const ready = new WeakMap<Db, ReturnType<typeof make>>();
export function customerStatements(db: Db): ReturnType<typeof make> {
  const found = ready.get(db) ?? make(db);
  ready.set(db, found);
  return found;
}

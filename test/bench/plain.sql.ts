import Database from 'better-sqlite3-multiple-ciphers';
import { type Db, rows, values } from '../../main/vault/store/open.ts';

/** The baseline: the same customers in one ordinary SQLite file, without keys, journal, or anybody's rights. */
const schema = `
CREATE TABLE customers(
  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, title TEXT, tax_id TEXT, company TEXT,
  responsible TEXT NOT NULL, tags TEXT NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL, last_contact INTEGER NOT NULL,
  binned INTEGER, version INTEGER NOT NULL, pinyin TEXT NOT NULL, stroke TEXT NOT NULL, phone TEXT, initials TEXT NOT NULL);
CREATE INDEX customers_pinyin ON customers(pinyin, row) WHERE binned IS NULL;
CREATE INDEX customers_stroke ON customers(stroke, row) WHERE binned IS NULL;
CREATE INDEX customers_created ON customers(created, row) WHERE binned IS NULL;
CREATE INDEX customers_changed ON customers(changed, row) WHERE binned IS NULL;
CREATE INDEX customers_last_contact ON customers(last_contact, row) WHERE binned IS NULL;
`;
const shown = `c.row, c.id, c.kind, c.name, c.title, c.tax_id, c.company, f.name AS company_name, c.responsible, c.tags, c.created,
  c.changed, c.last_contact, c.binned, c.version, c.pinyin, c.stroke, c.phone`;
const joined = 'customers c LEFT JOIN customers f ON f.id = c.company';

export interface PlainCustomer {
  readonly row: number;
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly title: string | null;
  readonly tax_id: string | null;
  readonly company: string | null;
  readonly responsible: string;
  readonly tags: string;
  readonly created: number;
  readonly changed: number;
  readonly last_contact: number;
  readonly version: number;
  readonly pinyin: string;
  readonly stroke: string;
  readonly phone: string | null;
  readonly initials: string;
}
export type PlainSort = 'pinyin' | 'stroke' | 'created' | 'changed' | 'last_contact';

/** Opens the baseline's file as a careful program without encryption would; `create` makes it. */
export function openPlain(path: string, create: boolean): Db {
  const db = new Database(path, { fileMustExist: !create });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -65536');
  db.pragma('temp_store = MEMORY');
  if (create) db.exec(schema);
  return db;
}

export function plainStatements(db: Db) {
  return {
    add: rows<[PlainCustomer]>(
      db,
      `INSERT INTO customers(row, id, kind, name, title, tax_id, company, responsible, tags, created, changed, last_contact, binned, version,
         pinyin, stroke, phone, initials)
       VALUES (@row, @id, @kind, @name, @title, @tax_id, @company, @responsible, @tags, @created, @changed, @last_contact, NULL, @version,
         @pinyin, @stroke, @phone, @initials)`,
    ),
    rename: rows<[string, number]>(db, 'UPDATE customers SET title = ? WHERE row = ?'),
    rowsOf: values<[string], number>(db, 'SELECT row FROM customers WHERE responsible = ? ORDER BY row'),
    give: rows<[string, number]>(db, 'UPDATE customers SET responsible = ? WHERE row = ?'),
    like: rows<[{ text: string }], PlainCustomer>(
      db,
      `SELECT ${shown} FROM ${joined} WHERE c.binned IS NULL AND (c.name LIKE @text OR f.name LIKE @text OR c.tax_id LIKE @text
         OR c.initials LIKE @text OR c.phone LIKE @text) ORDER BY c.last_contact DESC, c.row DESC LIMIT 51`,
    ),
  };
}

/** One page of the list with the same columns, order and keyset as Coffer's own. */
export function plainPage(
  db: Db,
  sort: PlainSort,
  descending: boolean,
): (after: PlainCustomer | null) => PlainCustomer[] {
  const direction = descending ? 'DESC' : 'ASC';
  const text = (beyond: string): string =>
    `SELECT ${shown} FROM ${joined} WHERE c.binned IS NULL${beyond} ORDER BY c.${sort} ${direction}, c.row ${direction} LIMIT 51`;
  const first = rows<[], PlainCustomer>(db, text(''));
  const next = rows<[string | number, number], PlainCustomer>(
    db,
    text(` AND (c.${sort}, c.row) ${descending ? '<' : '>'} (?, ?)`),
  );
  return (after) => (after === null ? first.all() : next.all(after[sort], after.row));
}

/** What the view of a session holds of every customer, to be put into the baseline row by row. */
export function viewCustomers(view: Db): IterableIterator<Omit<PlainCustomer, 'phone' | 'initials'>> {
  return rows<[], Omit<PlainCustomer, 'phone' | 'initials'>>(
    view,
    `SELECT row, id, kind, name, title, tax_id, company, responsible, tags, created, changed, last_contact, version, pinyin, stroke
       FROM customers WHERE binned IS NULL ORDER BY row`,
  ).iterate();
}

/** Ids of customers that the view of a session holds, the newest first. */
export function newestCustomers(view: Db, count: number): string[] {
  return values<[number], string>(view, 'SELECT id FROM customers WHERE binned IS NULL ORDER BY row DESC LIMIT ?').all(
    count,
  );
}

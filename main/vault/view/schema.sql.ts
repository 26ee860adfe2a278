import { type Db, rows, values } from '../store/open.ts';

/** Raised whenever the view's tables change; an older view is thrown away and built again. */
export const viewVersion = 14;

/** A person's own database: in clear only what policy says is clear for this person, masks otherwise, nothing of the rest. */
export const contentSchema = `
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE customers(
  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, title TEXT, tax_id TEXT, company TEXT,
  responsible TEXT NOT NULL, tags TEXT NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL, last_contact INTEGER NOT NULL,
  binned INTEGER, version INTEGER NOT NULL, pinyin TEXT NOT NULL, stroke TEXT NOT NULL, phone_state TEXT, phone TEXT,
  contact_access TEXT NOT NULL, restricted_access TEXT NOT NULL, work_access TEXT NOT NULL, can_write INTEGER NOT NULL,
  indexed TEXT NOT NULL);
CREATE INDEX customers_pinyin ON customers(pinyin, row, responsible, kind) WHERE binned IS NULL;
CREATE INDEX customers_stroke ON customers(stroke, row, responsible, kind) WHERE binned IS NULL;
CREATE INDEX customers_created ON customers(created, row, responsible, kind) WHERE binned IS NULL;
CREATE INDEX customers_changed ON customers(changed, row, responsible, kind) WHERE binned IS NULL;
CREATE INDEX customers_last_contact ON customers(last_contact, row, responsible, kind) WHERE binned IS NULL;
CREATE INDEX customers_hits ON customers(row, created, changed, last_contact, pinyin, stroke, responsible, kind) WHERE binned IS NULL;
CREATE INDEX customers_responsible ON customers(responsible, row) WHERE binned IS NULL;
CREATE INDEX customers_binned ON customers(binned, row) WHERE binned IS NOT NULL;
CREATE INDEX customers_company ON customers(company) WHERE company IS NOT NULL;
CREATE INDEX customers_tax_id ON customers(tax_id) WHERE tax_id IS NOT NULL;
CREATE TABLE customer_fields(
  customer TEXT NOT NULL, field TEXT NOT NULL, ordinal INTEGER NOT NULL, label TEXT, state TEXT NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY(customer, field, ordinal)) WITHOUT ROWID;
CREATE TABLE customer_tags(tag TEXT NOT NULL, customer TEXT NOT NULL, PRIMARY KEY(tag, customer)) WITHOUT ROWID;
CREATE INDEX customer_tags_customer ON customer_tags(customer);
CREATE TABLE customer_counts(
  responsible TEXT NOT NULL, kind TEXT NOT NULL, binned INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(responsible, kind, binned)) WITHOUT ROWID;
CREATE TRIGGER customers_added AFTER INSERT ON customers BEGIN
  INSERT INTO customer_counts(responsible, kind, binned, count) VALUES (new.responsible, new.kind, new.binned IS NOT NULL, 1)
    ON CONFLICT(responsible, kind, binned) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER customers_dropped AFTER DELETE ON customers BEGIN
  UPDATE customer_counts SET count = count - 1
    WHERE responsible = old.responsible AND kind = old.kind AND binned = (old.binned IS NOT NULL);
END;
CREATE TRIGGER customers_moved AFTER UPDATE OF responsible ON customers WHEN new.responsible <> old.responsible BEGIN
  UPDATE customer_counts SET count = count - 1
    WHERE responsible = old.responsible AND kind = old.kind AND binned = (old.binned IS NOT NULL);
  INSERT INTO customer_counts(responsible, kind, binned, count) VALUES (new.responsible, new.kind, new.binned IS NOT NULL, 1)
    ON CONFLICT(responsible, kind, binned) DO UPDATE SET count = count + 1;
END;
CREATE TABLE tag_counts(tag TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
CREATE TRIGGER tags_added AFTER INSERT ON customer_tags
  WHEN EXISTS (SELECT 1 FROM customers WHERE id = new.customer AND binned IS NULL) BEGIN
  INSERT INTO tag_counts(tag, count) VALUES (new.tag, 1) ON CONFLICT(tag) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER tags_dropped AFTER DELETE ON customer_tags
  WHEN EXISTS (SELECT 1 FROM customers WHERE id = old.customer AND binned IS NULL) BEGIN
  UPDATE tag_counts SET count = count - 1 WHERE tag = old.tag;
  DELETE FROM tag_counts WHERE tag = old.tag AND count = 0;
END;
CREATE TABLE phone_hashes(hash BLOB NOT NULL, customer TEXT NOT NULL, PRIMARY KEY(hash, customer)) WITHOUT ROWID;
CREATE INDEX phone_hashes_customer ON phone_hashes(customer);
CREATE VIRTUAL TABLE search USING fts5(tokens, content='', contentless_delete=1, detail=none, prefix='2 3');
CREATE TABLE notes(
  id TEXT PRIMARY KEY, customer TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, author TEXT NOT NULL, created INTEGER NOT NULL,
  edited INTEGER, version INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX notes_customer ON notes(customer, created, id);
CREATE TABLE people(user TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE last_logins(user TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE requests(
  id TEXT PRIMARY KEY, requester TEXT NOT NULL, requested INTEGER NOT NULL, rows INTEGER NOT NULL, columns TEXT NOT NULL,
  purpose TEXT NOT NULL, recipient TEXT NOT NULL, reason TEXT) WITHOUT ROWID;
CREATE TABLE drafts(key TEXT PRIMARY KEY, subject TEXT NOT NULL UNIQUE, text TEXT NOT NULL, saved INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE imports(id TEXT PRIMARY KEY, at INTEGER NOT NULL, report TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entries(
  n INTEGER PRIMARY KEY, seq INTEGER NOT NULL, time INTEGER NOT NULL, actor TEXT, kind TEXT NOT NULL, count INTEGER NOT NULL,
  objects TEXT NOT NULL, details TEXT NOT NULL);
CREATE INDEX entries_actor ON entries(actor, n);
CREATE INDEX entries_kind ON entries(kind, n);
CREATE INDEX entries_time ON entries(time, n);
CREATE TABLE entry_objects(object TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(object, n)) WITHOUT ROWID;
CREATE TABLE day_objects(
  actor TEXT NOT NULL, day INTEGER NOT NULL, what TEXT NOT NULL, object TEXT NOT NULL, times INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY(actor, day, what, object)) WITHOUT ROWID;
CREATE TABLE day_counts(
  day INTEGER NOT NULL, actor TEXT NOT NULL, what TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(day, actor, what)) WITHOUT ROWID;
CREATE TRIGGER day_objects_added AFTER INSERT ON day_objects BEGIN
  INSERT INTO day_counts(day, actor, what, count) VALUES (new.day, new.actor, new.what, 1)
    ON CONFLICT(day, actor, what) DO UPDATE SET count = count + 1;
END;
`;

export interface CustomerContent {
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
  readonly binned: number | null;
  readonly version: number;
  readonly pinyin: string;
  readonly stroke: string;
  readonly phone_state: string | null;
  readonly phone: string | null;
  readonly contact_access: string;
  readonly restricted_access: string;
  readonly work_access: string;
  readonly can_write: number;
  readonly indexed: string;
}
export interface NoteContent {
  readonly id: string;
  readonly customer: string;
  readonly kind: string;
  readonly text: string;
  readonly author: string;
  readonly created: number;
  readonly edited: number | null;
  readonly version: number;
}
export interface RequestContent {
  readonly id: string;
  readonly requester: string;
  readonly requested: number;
  readonly rows: number;
  readonly columns: string;
  readonly purpose: string;
  readonly recipient: string;
  readonly reason: string | null;
}
export interface EntryContent {
  readonly n: number;
  readonly seq: number;
  readonly time: number;
  readonly actor: string | null;
  readonly kind: string;
  readonly count: number;
  readonly objects: string;
  readonly details: string;
}

/** The statements that fill and empty a view, prepared once for one database. */
export function contentStatements(db: Db) {
  return {
    meta: values<[string], string>(db, 'SELECT value FROM meta WHERE key = ?'),
    setMeta: rows<[string, string]>(db, 'INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)'),
    customerRow: values<[string], number>(db, 'SELECT row FROM customers WHERE id = ?'),
    indexed: rows<[string], { row: number; indexed: string }>(db, 'SELECT row, indexed FROM customers WHERE id = ?'),
    setIndexed: rows<[string, number]>(db, 'UPDATE customers SET indexed = ? WHERE row = ?'),
    setResponsible: rows<
      [Pick<CustomerContent, 'id' | 'responsible' | 'can_write' | `${'contact' | 'restricted' | 'work'}_access`>]
    >(
      db,
      `UPDATE customers SET responsible = @responsible, can_write = @can_write
       WHERE id = @id AND contact_access = @contact_access AND restricted_access = @restricted_access AND work_access = @work_access`,
    ),
    noteVersions: rows<[string], { id: string; version: number }>(
      db,
      'SELECT id, version FROM notes WHERE customer = ?',
    ),
    dropNote: rows<[string]>(db, 'DELETE FROM notes WHERE id = ?'),
    dropCustomer: rows<[string]>(db, 'DELETE FROM customers WHERE id = ?'),
    dropFields: rows<[string]>(db, 'DELETE FROM customer_fields WHERE customer = ?'),
    dropTags: rows<[string]>(db, 'DELETE FROM customer_tags WHERE customer = ?'),
    dropPhones: rows<[string]>(db, 'DELETE FROM phone_hashes WHERE customer = ?'),
    dropSearch: rows<[number]>(db, 'DELETE FROM search WHERE rowid = ?'),
    dropNotes: rows<[string]>(db, 'DELETE FROM notes WHERE customer = ?'),
    optimiseSearch: rows<[]>(db, "INSERT INTO search(search) VALUES ('optimize')"),
    addCustomer: rows<[CustomerContent & { row: number | null }]>(
      db,
      `INSERT INTO customers(row, id, kind, name, title, tax_id, company, responsible, tags, created, changed, last_contact, binned, version,
         pinyin, stroke, phone_state, phone, contact_access, restricted_access, work_access, can_write, indexed)
       VALUES (@row, @id, @kind, @name, @title, @tax_id, @company, @responsible, @tags, @created, @changed, @last_contact, @binned, @version,
         @pinyin, @stroke, @phone_state, @phone, @contact_access, @restricted_access, @work_access, @can_write, @indexed)`,
    ),
    addField: rows<[string, string, number, string | null, string, string]>(
      db,
      'INSERT INTO customer_fields(customer, field, ordinal, label, state, text) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    addTag: rows<[string, string]>(db, 'INSERT OR IGNORE INTO customer_tags(tag, customer) VALUES (?, ?)'),
    addPhone: rows<[Uint8Array, string]>(db, 'INSERT OR IGNORE INTO phone_hashes(hash, customer) VALUES (?, ?)'),
    addSearch: rows<[number | bigint, string]>(db, 'INSERT INTO search(rowid, tokens) VALUES (?, ?)'),
    addNote: rows<[NoteContent]>(
      db,
      'INSERT INTO notes(id, customer, kind, text, author, created, edited, version) VALUES (@id, @customer, @kind, @text, @author, @created, @edited, @version)',
    ),
    companyOf: values<[string], string>(db, 'SELECT name FROM customers WHERE id = ?'),
    head: rows<[string], { name: string; tax_id: string | null }>(
      db,
      'SELECT name, tax_id FROM customers WHERE id = ?',
    ),
    peopleOfCompany: values<[string], string>(db, 'SELECT id FROM customers WHERE company = ?'),
    putPerson: rows<[string, string]>(db, 'INSERT OR REPLACE INTO people(user, name) VALUES (?, ?)'),
    dropPerson: rows<[string]>(db, 'DELETE FROM people WHERE user = ?'),
    personName: values<[string], string>(db, 'SELECT name FROM people WHERE user = ?'),
    setLastLogin: rows<[string, number]>(db, 'INSERT OR REPLACE INTO last_logins(user, at) VALUES (?, ?)'),
    putRequest: rows<[RequestContent]>(
      db,
      `INSERT OR REPLACE INTO requests(id, requester, requested, rows, columns, purpose, recipient, reason)
       VALUES (@id, @requester, @requested, @rows, @columns, @purpose, @recipient, @reason)`,
    ),
    dropRequest: rows<[string]>(db, 'DELETE FROM requests WHERE id = ?'),
    putDraft: rows<[string, string, string, number]>(
      db,
      'INSERT OR REPLACE INTO drafts(key, subject, text, saved) VALUES (?, ?, ?, ?)',
    ),
    dropDraft: rows<[string]>(db, 'DELETE FROM drafts WHERE subject = ?'),
    draft: rows<[string], { subject: string; text: string; saved: number }>(
      db,
      'SELECT subject, text, saved FROM drafts WHERE key = ?',
    ),
    putImport: rows<[string, number, string]>(db, 'INSERT OR REPLACE INTO imports(id, at, report) VALUES (?, ?, ?)'),
    dropImport: rows<[string]>(db, 'DELETE FROM imports WHERE id = ?'),
    addEntry: rows<[EntryContent]>(
      db,
      'INSERT OR REPLACE INTO entries(n, seq, time, actor, kind, count, objects, details) VALUES (@n, @seq, @time, @actor, @kind, @count, @objects, @details)',
    ),
    addEntryObject: rows<[string, number]>(db, 'INSERT OR IGNORE INTO entry_objects(object, n) VALUES (?, ?)'),
    addDayObject: rows<[string, number, string, string, number]>(
      db,
      `INSERT INTO day_objects(actor, day, what, object, times, last) VALUES (?, ?, ?, ?, 1, ?)
       ON CONFLICT(actor, day, what, object) DO UPDATE SET times = times + 1, last = excluded.last`,
    ),
    addDayCount: rows<[number, string, string, number]>(
      db,
      `INSERT INTO day_counts(day, actor, what, count) VALUES (?, ?, ?, ?)
       ON CONFLICT(day, actor, what) DO UPDATE SET count = count + excluded.count`,
    ),
  };
}
export type ContentStatements = ReturnType<typeof contentStatements>;

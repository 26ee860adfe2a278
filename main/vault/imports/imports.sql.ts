import { type Db, rows, values } from '../store/open.ts';

export interface KnownHead {
  readonly id: string;
  readonly name: string;
  readonly tax_id: string | null;
}
export interface KnownRow {
  readonly kind: 'firm' | 'person';
  readonly tax_id: string | null;
  readonly company: string | null;
}

function make(db: Db) {
  return {
    heads: rows<[], KnownHead>(db, 'SELECT id, name, tax_id FROM customers WHERE binned IS NULL'),
    known: rows<[string], KnownRow>(db, 'SELECT kind, tax_id, company FROM customers WHERE id = ?'),
    phoneCount: values<[string], number>(db, 'SELECT count(*) FROM phone_hashes WHERE customer = ?'),
    hasPhone: values<[Uint8Array, string], number>(db, 'SELECT 1 FROM phone_hashes WHERE hash = ? AND customer = ?'),
    people: rows<[], { user: string; name: string }>(db, 'SELECT user, name FROM people'),
    report: values<[string], string>(db, 'SELECT report FROM imports WHERE id = ?'),
    reports: rows<[], { id: string; at: number; report: string }>(
      db,
      'SELECT id, at, report FROM imports ORDER BY at DESC, id DESC LIMIT 100',
    ),
  };
}

const ready = new WeakMap<Db, ReturnType<typeof make>>();
/** The statements of the import over one view, prepared once. */
export function importStatements(db: Db): ReturnType<typeof make> {
  const found = ready.get(db) ?? make(db);
  ready.set(db, found);
  return found;
}

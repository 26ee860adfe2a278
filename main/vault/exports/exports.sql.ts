import { type Db, rows, values } from '../store/open.ts';

/** A request as the view has it; what became of it is the journal's to say. */
export interface RequestRow {
  readonly id: string;
  readonly columns: string;
  readonly purpose: string;
  readonly recipient: string;
  readonly reason: string | null;
}
/** What the view knows of a customer beside its fields. */
export interface CustomerFacts {
  readonly binned: number | null;
  readonly responsible: string;
  /** Of a person of a firm: which one, and its name in this view. */
  readonly firm: string | null;
  readonly company: string | null;
  readonly created: number;
  readonly last_contact: number;
}

const requestColumns = 'r.id, r.columns, r.purpose, r.recipient, r.reason';
const joined = 'requests r JOIN chain_requests c ON c.request = r.id';

function make(db: Db) {
  return {
    request: rows<[string], RequestRow>(db, `SELECT ${requestColumns} FROM ${joined} WHERE r.id = ?`),
    mine: rows<[string, number], RequestRow>(
      db,
      `SELECT ${requestColumns} FROM ${joined} WHERE r.requester = ? ORDER BY r.requested DESC LIMIT ?`,
    ),
    // What waits comes before what is decided, however old it is.
    inbox: rows<[number], RequestRow>(
      db,
      `SELECT ${requestColumns} FROM ${joined} ORDER BY c.state = 'waiting' DESC, r.requested DESC LIMIT ?`,
    ),
    /** Requests of a person whose parcel may still lie there. */
    delivered: values<[string], string>(
      db,
      "SELECT request FROM chain_requests WHERE requester = ? AND state IN ('approved', 'saved', 'expired')",
    ),
    facts: rows<[string], CustomerFacts>(
      db,
      `SELECT c.binned, c.responsible, f.id AS firm, f.name AS company, c.created, c.last_contact
       FROM customers c LEFT JOIN customers f ON f.id = c.company WHERE c.id = ?`,
    ),
    personName: values<[string], string>(db, 'SELECT name FROM people WHERE user = ?'),
  };
}

const ready = new WeakMap<Db, ReturnType<typeof make>>();
/** Reads of requests and of what an export needs, prepared once for one view. */
export function exportStatements(db: Db): ReturnType<typeof make> {
  const found = ready.get(db) ?? make(db);
  ready.set(db, found);
  return found;
}

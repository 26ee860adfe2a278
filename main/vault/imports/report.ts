import type { ImportEncoding, ImportProblem } from '#shared/contract/imports.ts';
import type { DayOrder } from '#shared/domain/calendar.ts';
import type { ImportTarget } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { PhoneCountry } from '#shared/domain/phone.ts';
import { VaultError } from '#shared/errors.ts';
import { readVerified } from '../customers/write.ts';
import type { OpenVault } from '../session/openVault.ts';
import type { RowChange, SubjectChange } from '../store/commit.ts';
import type { Db } from '../store/open.ts';
import { importStatements } from './imports.sql.ts';

/** What is known of one import, sealed on the person's desk: how the list is read, and how far it came. */
export interface Report {
  readonly name: string;
  readonly state: 'running' | 'done' | 'undone' | 'interrupted';
  readonly batch: Id;
  /** Rows read so far, blank ones left out. */
  readonly rows: number;
  readonly imported: number;
  /** Rows set aside and not yet mended or left out. */
  readonly problems: number;
  readonly headers: readonly string[];
  readonly mapping: readonly ImportTarget[];
  readonly people: readonly { readonly value: string; readonly to: Id | 'pool' }[];
  readonly otherwise: Id | 'pool';
  readonly duplicates: 'skip' | 'create';
  readonly customerKind: 'firm' | 'person';
  readonly encoding: ImportEncoding;
  readonly country: PhoneCountry;
  readonly dateOrder: DayOrder | null;
}
/** A row that was set aside, as it stands in the file. */
export interface ProblemRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly problems: readonly ImportProblem[];
}
/** One sealed piece of the rows that were set aside. */
export interface Piece {
  readonly record: Id;
  readonly rows: readonly ProblemRow[];
}

/** Rows and characters of one piece at most. */
const pieceRows = 500;
const pieceLength = 1_000_000;

/** The report of one's own import, from the view; throws `importUnknown`. */
export function requireReport(view: Db, id: Id): Report {
  const found = importStatements(view).report.get(id);
  if (found === undefined) throw new VaultError('importUnknown');
  return JSON.parse(found) as Report;
}

/** The write of a report with pieces of rows; `desk` where it is new. */
export function reportChange(id: Id, report: Report, pieces: readonly Piece[], desk?: Id): SubjectChange {
  const rows: RowChange[] = [{ record: id, kind: 'importReport', class: 'work', payload: report }];
  for (const { record, rows: set } of pieces)
    rows.push({ record, kind: 'importProblems', class: 'work', payload: { rows: set } });
  return { id, kind: 'importReport', ...(desk === undefined ? {} : { books: [desk] }), rows };
}

/** Cuts rows into pieces. */
export function piecesOf(rows: readonly ProblemRow[], newId: () => Id): Piece[] {
  const pieces: { record: Id; rows: ProblemRow[] }[] = [];
  let length = 0;
  for (const row of rows) {
    let piece = pieces.at(-1);
    if (piece === undefined || piece.rows.length >= pieceRows || length > pieceLength) {
      piece = { record: newId(), rows: [] };
      pieces.push(piece);
      length = 0;
    }
    piece.rows.push(row);
    length += lengthOf(row.cells);
  }
  return pieces;
}

export function lengthOf(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.length, 0);
}

/** Between which lines the rows of a piece stand, once it has been opened: they only ever become fewer. */
const spans = new WeakMap<OpenVault, Map<Id, { first: number; last: number }>>();

/** Opens the pieces of a report in the order of the file, beginning with the one that holds the line `from`. */
export function* openPieces(vault: OpenVault, report: Id, from: number): Generator<Piece> {
  const known = spans.get(vault) ?? new Map<Id, { first: number; last: number }>();
  spans.set(vault, known);
  for (const named of vault.chain.sql.rowsOfSubject.all(report)) {
    if (named.kind !== 'importProblems' || (known.get(named.record)?.last ?? from) < from) continue;
    const piece = openPiece(vault, named);
    const [first, last] = [piece.rows[0]?.line ?? 0, piece.rows.at(-1)?.line ?? 0];
    if (!known.has(named.record)) known.set(named.record, { first, last });
    if (last >= from) yield piece;
  }
}

function openPiece(vault: OpenVault, named: Parameters<typeof readVerified>[1]): Piece {
  const payload = readVerified(vault, named) as { rows: ProblemRow[] } | null;
  if (payload === null) throw new VaultError('importUnknown');
  return { record: named.record, rows: payload.rows };
}

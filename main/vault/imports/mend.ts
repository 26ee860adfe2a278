import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import type { Context } from '../process.ts';
import { commit } from '../store/commit.ts';
import { importStatements } from './imports.sql.ts';
import { createJudge } from './judge.ts';
import { knownCustomers } from './known.ts';
import { guessPerson } from './people.rules.ts';
import {
  type Piece,
  type ProblemRow,
  type Report,
  lengthOf,
  openPieces,
  reportChange,
  requireReport,
} from './report.ts';
import { doubtful } from './rows.rules.ts';
import { isRunning } from './run.ts';
import { booksByName, subjectsOf } from './take.ts';

/** Characters of one answer, beyond which it holds fewer rows than were asked for. */
const answerLength = 400_000;

export function problems(
  { vault, view }: Context,
  { import: id, after, limit }: Parsed<'imports.problems'>,
): Output<'imports.problems'> {
  const { headers, mapping, problems: left } = requireReport(view, id);
  const rows: ProblemRow[] = [];
  let length = 0;
  let more = false;
  for (const piece of openPieces(vault, id, after + 1)) {
    for (const row of piece.rows) {
      if (row.line <= after) continue;
      more = rows.length >= limit || (rows.length > 0 && length + lengthOf(row.cells) > answerLength);
      if (more) break;
      rows.push(row);
      length += lengthOf(row.cells);
    }
    if (more) break;
  }
  return {
    headers: [...headers],
    mapping: [...mapping],
    rows: rows.map(({ line, cells, problems: found }) => ({ line, cells: [...cells], problems: [...found] })),
    next: more ? (rows.at(-1)?.line ?? null) : null,
    left,
  };
}

/** The report of an import that has ended and was not undone. */
function settledReport({ process, view }: Context, id: Id): Report {
  if (process.preview !== null) throw new VaultError('previewReadOnly');
  const report = requireReport(view, id);
  if (isRunning(process, id)) throw new VaultError('importRunning');
  if (report.state === 'undone') throw new VaultError('conflict');
  return report;
}

function pieceWith({ vault }: Context, id: Id, line: number): Piece {
  for (const piece of openPieces(vault, id, line)) {
    if (piece.rows.some((row) => row.line === line)) return piece;
    if ((piece.rows[0]?.line ?? 0) > line) break;
  }
  // Mended or left out before.
  throw new VaultError('notFound');
}

/** Reads a row again with what was typed into it, and takes it in where it is right now; else keeps what was typed. */
export function mend(
  context: Context,
  { import: id, line, cells, anyway }: Parsed<'imports.mend'>,
): Output<'imports.mend'> {
  const { process, vault, view } = context;
  const report = settledReport(context, id);
  const piece = pieceWith(context, id, line);
  const colleagues = importStatements(view).people.all();
  const judge = createJudge({
    vault,
    newId: process.newId,
    known: knownCustomers(vault),
    mapping: report.mapping,
    options: {
      kind: report.customerKind,
      country: report.country,
      headers: report.headers,
      ...(report.dateOrder === null ? {} : { dateOrder: report.dateOrder }),
    },
    bookOf: booksByName(vault, report, (value) => guessPerson(value, colleagues)),
    duplicates: anyway ? 'create' : report.duplicates,
  });
  const judged = judge(cells);
  const wrong = judged.problems.filter(({ code }) => !(anyway && doubtful.has(code) && code !== 'responsibleUnknown'));
  if (wrong.length > 0) {
    const typed = piece.rows.map((row) => (row.line === line ? { line, cells, problems: wrong } : row));
    commit(vault, {
      kind: 'import.edit',
      objects: [id],
      count: 1,
      subjects: [reportChange(id, report, [{ record: piece.record, rows: typed }])],
    });
    return { problems: wrong };
  }
  const left = { record: piece.record, rows: piece.rows.filter((row) => row.line !== line) };
  const now: Report = { ...report, imported: report.imported + 1, problems: report.problems - 1 };
  commit(vault, {
    kind: 'import.mend',
    objects: [id, judged.id],
    count: 1,
    // The import's own batch: undoing the import takes this row out as well.
    batch: report.batch,
    subjects: [...subjectsOf(vault, judged, process.newId), reportChange(id, now, [left])],
  });
  return { problems: [] };
}

/** Leaves a row out for good. */
export function dismiss(context: Context, { import: id, line }: Parsed<'imports.dismiss'>): Output<'imports.dismiss'> {
  const { vault } = context;
  const report = settledReport(context, id);
  const piece = pieceWith(context, id, line);
  const left = { record: piece.record, rows: piece.rows.filter((row) => row.line !== line) };
  commit(vault, {
    kind: 'import.dismiss',
    objects: [id],
    count: 1,
    subjects: [reportChange(id, { ...report, problems: report.problems - 1 }, [left])],
  });
  return { done: true };
}

import type { Output, Parsed } from '#shared/contract/index.ts';
import type { EventPayload } from '#shared/contract/events.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { undoBatch } from '../customers/undo.ts';
import { bookFor } from '../customers/write.ts';
import { logBug } from '../log.ts';
import type { Context, VaultProcess } from '../process.ts';
import { type SubjectChange, commit } from '../store/commit.ts';
import { createJudge } from './judge.ts';
import { knownCustomers } from './known.ts';
import { type OpenFile, breath, isBlank, rowOptions, takeFile } from './openFile.ts';
import { type ProblemRow, type Report, piecesOf, reportChange, requireReport } from './report.ts';
import { booksByName, subjectsOf } from './take.ts';

/** The import that runs in this process. */
interface Job {
  readonly id: Id;
  readonly file: OpenFile;
  readonly total: number | null;
  report: Report;
  cancelled: boolean;
  done: Promise<void>;
}

const key = Symbol('running import');
/** How long one chunk may keep calls waiting, in milliseconds; its size follows, between these numbers of rows. */
const chunkTime = 300;
const [fewestRows, mostRows] = [100, 900];
/** Subjects of one entry, the report included, are at most 1,000. */
const mostSubjects = 990;

function slot(process: VaultProcess): { job: Job | null } {
  return process.state<{ job: Job | null }>(key, () => ({ job: null }));
}

/** Whether an import runs here; one whose report says so and that does not was cut off. */
export function isRunning(process: VaultProcess, id: Id): boolean {
  return slot(process).job?.id === id;
}

/** Begins an import, which then goes on beside the calls. */
export function start(context: Context, input: Parsed<'imports.start'>): Output<'imports.start'> {
  const { process, vault } = context;
  const here = slot(process);
  if (here.job !== null) throw new VaultError('importRunning');
  const desk = vault.chain.authority.bookOf('desk', vault.user);
  if (desk === undefined) throw new VaultError('notAllowed');
  bookFor(vault, input.otherwise);
  const file = takeFile(process, input.import);
  const { country, dateOrder, headers } = rowOptions(file, input.mapping, input.customerKind);
  const report: Report = {
    name: file.parser.name,
    state: 'running',
    batch: process.newId(),
    rows: 0,
    imported: 0,
    problems: 0,
    headers: headers ?? [],
    mapping: input.mapping,
    people: input.people,
    otherwise: input.otherwise,
    duplicates: input.duplicates,
    customerKind: input.customerKind,
    encoding: file.inspection.encoding,
    country,
    dateOrder: dateOrder ?? null,
  };
  const job: Job = { id: file.id, file, total: file.rows, report, cancelled: false, done: Promise.resolve() };
  try {
    commit(vault, {
      kind: 'import.begin',
      objects: [job.id],
      details: { rows: job.total ?? 0 },
      batch: report.batch,
      subjects: [reportChange(job.id, report, [], desk.book)],
    });
  } catch (error) {
    file.parser.stop();
    throw error;
  }
  here.job = job;
  job.done = run(context, job).finally(() => {
    file.parser.stop();
    here.job = null;
    process.running.delete(job.done);
  });
  process.running.add(job.done);
  return { done: true };
}

function tell(
  process: VaultProcess,
  job: Job,
  state: EventPayload<'imports.progress'>['state'],
  code: string | null,
): void {
  const { rows, imported, problems } = job.report;
  process.emit('imports.progress', { import: job.id, state, code, rows, imported, problems, total: job.total });
}

async function run(context: Context, job: Job): Promise<void> {
  const { process, vault } = context;
  const over = (): boolean => process.ending || process.vault !== vault;
  let failed: string | null = null;
  try {
    await takeAll(context, job, () => over() || job.cancelled);
  } catch (error) {
    if (!(error instanceof VaultError)) logBug(error, 'import');
    failed = error instanceof VaultError ? error.code : 'internal';
  }
  // Nothing can be written any more: the report still says that it ran, and the list that it was cut off.
  if (process.vault !== vault || job.cancelled) return;
  const state = failed === null && !process.ending ? 'done' : 'interrupted';
  try {
    finish(context, job, state);
  } catch (error) {
    if (!(error instanceof VaultError)) logBug(error, 'import');
    failed ??= error instanceof VaultError ? error.code : 'internal';
  }
  if (!process.ending) tell(process, job, failed === null ? 'done' : 'failed', failed);
}

function finish({ vault }: Context, job: Job, state: Report['state']): void {
  job.report = { ...job.report, state };
  const { imported, problems, batch } = job.report;
  commit(vault, {
    kind: 'import.end',
    objects: [job.id],
    count: imported,
    details: { rows: imported, problems },
    batch,
    subjects: [reportChange(job.id, job.report, [])],
  });
}

/** Reads the file from its beginning and commits chunk by chunk; the next rows are read while these are written. */
async function takeAll({ process, vault }: Context, job: Job, stop: () => boolean): Promise<void> {
  const { file, report } = job;
  const { parser } = file;
  const judge = createJudge({
    vault,
    newId: process.newId,
    known: knownCustomers(vault),
    mapping: report.mapping,
    options: rowOptions(file, report.mapping, report.customerKind),
    bookOf: booksByName(vault, report),
    duplicates: report.duplicates,
  });
  let subjects: SubjectChange[] = [];
  let setAside: ProblemRow[] = [];
  let taken = 0;
  const flush = (): void => {
    if (taken === 0 && setAside.length === 0) return;
    const { rows, imported, problems, batch } = job.report;
    const now: Report = {
      ...job.report,
      rows: rows + taken + setAside.length,
      imported: imported + taken,
      problems: problems + setAside.length,
    };
    commit(vault, {
      kind: 'import.rows',
      objects: [job.id],
      count: taken,
      details: { rows: taken, problems: setAside.length },
      batch,
      subjects: [...subjects, reportChange(job.id, now, piecesOf(setAside, process.newId))],
    });
    job.report = now;
    [subjects, setAside, taken] = [[], [], 0];
  };
  // Small at first: how fast this machine is shows with the first chunk.
  let size = fewestRows;
  let coming = parser.next(size, true);
  for (;;) {
    const read = await coming;
    if (stop()) return;
    const began = performance.now();
    if (!read.last) {
      coming = parser.next(size, false);
      // Heard at the next turn; until then it is nobody's.
      coming.catch(() => undefined);
    }
    for (const [i, cells] of read.rows.entries()) {
      if (isBlank(cells)) continue;
      const judged = judge(cells);
      if (judged.problems.length > 0) {
        setAside.push({ line: read.firstLine + i, cells, problems: judged.problems });
        continue;
      }
      subjects.push(...subjectsOf(vault, judged, process.newId));
      taken += 1;
      if (subjects.length >= mostSubjects) flush();
    }
    flush();
    tell(process, job, 'running', null);
    if (read.last) return;
    const fitting = (read.rows.length * chunkTime) / (performance.now() - began);
    size = Math.round(Math.min(mostRows, Math.max(fewestRows, fitting)));
    await breath();
    if (stop()) return;
  }
}

/** Stops an import and takes out again what it took in. */
export async function cancel(
  context: Context,
  { import: id }: Parsed<'imports.cancel'>,
): Promise<Output<'imports.cancel'>> {
  const { process, vault, view } = context;
  const { job } = slot(process);
  if (job?.id === id) {
    job.cancelled = true;
    await job.done;
  }
  if (process.ending || process.vault !== vault) throw new VaultError('notLoggedIn');
  const { batch, state, rows, problems } = requireReport(view, id);
  if (state === 'undone') throw new VaultError('undoImpossible');
  await undoBatch(context, batch);
  process.emit('imports.progress', {
    import: id,
    state: 'cancelled',
    code: null,
    rows,
    imported: 0,
    problems,
    total: job?.total ?? null,
  });
  return { done: true };
}

import type { exportsContract } from '#shared/contract/exports.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { type ColumnTreatment, approvalsNeeded, requestDetails } from '../access/approvals.ts';
import { selectedIds } from '../customers/handOver.ts';
import { requireCustomer } from '../customers/read.ts';
import { requirePolicy } from '../customers/write.ts';
import type { Handlers } from '../handlers.ts';
import type { Context } from '../process.ts';
import { type SubjectChange, commit } from '../store/commit.ts';
import { decide, preview } from './decide.ts';
import { givenColumns } from './exports.rules.ts';
import { type RequestRow, exportStatements } from './exports.sql.ts';
import { makeFile } from './make.ts';
import { type RequestRecord, approversOf, closedRows, requesterOf, requireRequest, shown } from './requests.ts';
import { refresh } from './rows.ts';
import { save } from './save.ts';

export const exports = {
  'exports.estimate': estimate,
  'exports.request': request,
  'exports.mine': mine,
  'exports.inbox': inbox,
  'exports.get': get,
  'exports.preview': preview,
  'exports.decide': decide,
  'exports.withdraw': withdraw,
  'exports.save': save,
} satisfies Handlers<typeof exportsContract>;

/** The most requests that a list shows. */
const mostListed = 200;
/** Ids per sealed record. */
const idsPerRecord = 1_000;

/** The rows that a selection stands for; what lies in the bin does not leave. */
function selectedRows(context: Context, selection: Parsed<'exports.estimate'>['selection']): Id[] {
  const ids = selectedIds(context, selection);
  const kept =
    selection.kind === 'ids' || selection.filter.binned === true
      ? ids.filter((id) => requireCustomer(context.view, id).binned === null)
      : ids;
  if (kept.length === 0) throw new VaultError('nothingSelected');
  return kept;
}

function requireColumns(columns: readonly ColumnTreatment[]): void {
  if (new Set(columns.map(({ column }) => column)).size !== columns.length)
    throw new VaultError('invalidInput', { field: 'columns' });
}

/** How many must approve: as policy says, and always one where the file cannot be made with the requester's own keys. */
function approvalsFor(context: Context, ids: readonly Id[], columns: readonly ColumnTreatment[]): number {
  const { vault, viewer } = context;
  const needed = approvalsNeeded(columns, ids.length, requirePolicy(vault));
  if (needed > 0) return needed;
  return closedRows(context, ids, {
    requester: requesterOf(context, viewer.user),
    columns,
    asked: Number.POSITIVE_INFINITY,
    locale: 'en',
  }) > 0
    ? 1
    : 0;
}

function estimate(context: Context, { selection, columns }: Parsed<'exports.estimate'>): Output<'exports.estimate'> {
  const { vault, view, viewer } = context;
  requireColumns(columns);
  const ids = selectedRows(context, selection);
  const approvals = approvalsFor(context, ids, columns);
  const approvers = approvals === 0 ? [] : approversOf(context, viewer.user, Number.POSITIVE_INFINITY, ids, columns);
  const names = exportStatements(view).personName;
  return {
    rows: ids.length,
    approvals,
    approvers: approvers.slice(0, 50).map((user) => ({ user, name: names.get(user) ?? '' })),
    releasedByTime:
      approvals > 0 && approvers.length === 0 && vault.chain.authority.person(viewer.user)?.role === 'owner',
  };
}

/** Freezes rows, columns and purpose in one entry; below the threshold the file is made at once, on the same path. */
async function request(
  context: Context,
  { selection, columns, purpose, recipient, locale }: Parsed<'exports.request'>,
): Promise<Output<'exports.request'>> {
  const { process, vault } = context;
  await refresh(context);
  requireColumns(columns);
  if (givenColumns(columns).length === 0) throw new VaultError('nothingSelected');
  const ids = selectedRows(context, selection);
  const approvals = approvalsFor(context, ids, columns);
  const id = process.newId();
  const record: RequestRecord = { rows: ids.length, columns, purpose, recipient, locale: locale ?? 'en' };
  commit(vault, {
    kind: 'export.request',
    objects: [id],
    count: ids.length,
    details: requestDetails(ids.length, columns),
    subjects: [requestSubject(context, id, record, ids)],
  });
  if (approvals === 0) await makeFile(context, requireRequest(context, id), columns, 'threshold');
  return { id };
}

/** The request as a subject of its own, which the requester and whoever decides can read. */
function requestSubject({ process, vault }: Context, id: Id, record: RequestRecord, ids: readonly Id[]): SubjectChange {
  const { authority } = vault.chain;
  const desk = authority.bookOf('desk', vault.user);
  const approvals = authority.bookOf('approvals');
  if (desk === undefined || approvals === undefined) throw new VaultError('notAllowed');
  const rows: SubjectChange['rows'][number][] = [{ record: id, kind: 'request', class: 'work', payload: record }];
  for (let from = 0; from < ids.length; from += idsPerRecord) {
    const payload = { ids: ids.slice(from, from + idsPerRecord) };
    // Ids grow, and rows are read in their order: the file keeps the order of the list.
    rows.push({ record: process.newId(), kind: 'requestRows', class: 'work', payload });
  }
  return { id, kind: 'request', books: [desk.book, approvals.book], rows };
}

function listed(context: Context, contents: readonly RequestRow[]): Output<'exports.mine'> {
  return { requests: contents.map(({ id }) => shown(context, requireRequest(context, id))) };
}

async function mine(context: Context): Promise<Output<'exports.mine'>> {
  await refresh(context);
  return listed(context, exportStatements(context.view).mine.all(context.viewer.user, mostListed));
}

/** What others ask for, and of one's own what the program has released. */
async function inbox(context: Context): Promise<Output<'exports.inbox'>> {
  await refresh(context);
  const { requests } = listed(context, exportStatements(context.view).inbox.all(mostListed));
  return {
    requests: requests.filter(({ requester, canDecide }) => requester.user !== context.viewer.user || canDecide),
  };
}

async function get(context: Context, { id }: Parsed<'exports.get'>): Promise<Output<'exports.get'>> {
  await refresh(context);
  return shown(context, requireRequest(context, id));
}

async function withdraw(context: Context, { id }: Parsed<'exports.withdraw'>): Promise<Output<'exports.withdraw'>> {
  const { vault } = context;
  await refresh(context);
  const { facts } = requireRequest(context, id);
  if (facts.requester !== vault.user) throw new VaultError('requestUnknown');
  if (facts.state !== 'waiting') throw new VaultError('requestDecided');
  commit(vault, { kind: 'export.withdraw', objects: [id] });
  return { done: true };
}

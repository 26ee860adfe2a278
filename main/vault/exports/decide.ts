import type { Output, Parsed } from '#shared/contract/index.ts';
import { neutraliseCell } from '#shared/domain/csv.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { type ColumnTreatment, isNarrower } from '../access/approvals.ts';
import type { Context } from '../process.ts';
import { retype, wipeRetyped } from '../session/password.ts';
import { commit } from '../store/commit.ts';
import { givenColumns, headerOf } from './exports.rules.ts';
import { makeFile } from './make.ts';
import { type Request, decisionRefusal, frozenRows, leavingOf, requireRequest, shown } from './requests.ts';
import { onOneState, refresh, rowReader } from './rows.ts';

/** The request, if this session may decide on it at this moment. */
function requireDecidable(context: Context, id: Id): Request {
  const request = requireRequest(context, id);
  const refusal = decisionRefusal(context, request);
  if (refusal !== null) throw new VaultError(refusal);
  return request;
}

function requireNarrower(columns: readonly ColumnTreatment[], { facts }: Request): void {
  if (!isNarrower(columns, facts.columns)) throw new VaultError('columnsWider');
  if (givenColumns(columns).length === 0) throw new VaultError('nothingSelected');
}

/** The rows as they will leave; the entry is on disk before any of them leaves the vault. */
export async function preview(
  context: Context,
  { id, columns, after, limit }: Parsed<'exports.preview'>,
): Promise<Output<'exports.preview'>> {
  const { vault } = context;
  await refresh(context);
  const request = requireDecidable(context, id);
  const given = columns ?? request.facts.columns;
  requireNarrower(given, request);
  commit(vault, { kind: 'export.preview', objects: [id], count: 1, details: { after: Math.max(0, after), limit } });
  const { ids } = frozenRows(context, id, request.facts.rows);
  const leaving = leavingOf(context, request, given);
  return onOneState(context, () => {
    const reader = rowReader(context, leaving);
    const rows: string[][] = [];
    let total = 0;
    const from = Math.max(0, after);
    for (const each of ids) {
      const row = reader.look(each);
      if (row.kind === 'closed') throw new VaultError('cannotReadRows');
      if (row.kind === 'gone') continue;
      if (total >= from && total < from + limit) rows.push(reader.cells(each, row.facts).map(neutraliseCell));
      total += 1;
    }
    const next = from + rows.length;
    return { header: headerOf(given, leaving.locale), rows, next: next < total ? next : null, total };
  });
}

/** Approves, and makes the file here; or denies with a reason. */
export async function decide(
  context: Context,
  { id, decision }: Parsed<'exports.decide'>,
): Promise<Output<'exports.decide'>> {
  await refresh(context);
  const request = requireDecidable(context, id);
  if (decision.kind === 'deny') {
    deny(context, request, decision.reason);
  } else {
    requireNarrower(decision.columns, request);
    // Whoever sits there now, not whoever logged in this morning.
    wipeRetyped(await retype(context, decision.password));
    const own = request.facts.requester === context.vault.user;
    await makeFile(context, request, decision.columns, own ? 'time' : 'approval');
  }
  return shown(context, requireRequest(context, id));
}

const nothing = new Uint8Array();

function deny({ process, vault }: Context, { facts }: Request, reason: string): void {
  if (facts.requester === vault.user) throw new VaultError('ownRequest');
  commit(vault, {
    kind: 'export.deny',
    objects: [facts.request],
    count: facts.rows,
    items: [
      {
        t: 'approval',
        request: facts.request,
        requester: facts.requester,
        decision: 'deny',
        columns: [],
        rows: 0,
        file: nothing,
        parcel: null,
        parcelHash: nothing,
        commitment: nothing,
        expires: 0,
      },
    ],
    subjects: [
      {
        id: facts.request,
        kind: 'request',
        rows: [{ record: process.newId(), kind: 'reason', class: 'work', payload: { text: reason } }],
      },
    ],
  });
}

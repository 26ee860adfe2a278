import { decode, encode } from 'cborg';
import { approvalRefusal, mayRequest, requestOfDetails } from '../access/approvals.ts';
import type { Authority } from './authority.ts';
import type { ChainRequest, ChainStatements } from './chain.sql.ts';
import type { EntryBody, SubjectEntry } from './entry.ts';
import type { ItemOf } from './items.ts';

type Fail = (reason: string) => never;

/** An entry and its number in the journal. */
interface PlacedEntry {
  readonly entry: EntryBody;
  readonly n: number;
}

/** What the journal has about a request: what was asked for, and the decision where there is one. */
export interface RequestFacts extends Omit<ChainRequest, 'details' | 'approval'> {
  readonly rows: number;
  readonly columns: ItemOf<'approval'>['columns'];
  readonly approval: ItemOf<'approval'> | null;
}

/** The verified state of a request; undefined where the journal knows none of that id. */
export function requestFacts(sql: ChainStatements, request: string): RequestFacts | undefined {
  const row = sql.request.get(request);
  if (row === undefined) return undefined;
  const { details, approval, ...known } = row;
  const asked = requestOfDetails(decode(details) as EntryBody['details']);
  if (asked === null) return undefined;
  // Written by `applyRequest` below, after the entry it came with was checked.
  return { ...known, ...asked, approval: approval === null ? null : (decode(approval) as ItemOf<'approval'>) };
}

/**
 * A request is written once: whoever asked cannot put other rows under a request that is being decided. All that is added
 * to it later is the reason of a denial, in the entry that denies.
 */
export function checkRequestSubject(entry: EntryBody, subject: SubjectEntry, known: boolean, fail: Fail): void {
  if (subject.kind !== 'request') return;
  if (!known) {
    if (entry.kind !== 'export.request' || entry.objects[0] !== subject.id) fail('requestChanged');
    return;
  }
  const denied = entry.items.some(
    (item) => item.t === 'approval' && item.decision === 'deny' && item.request === subject.id,
  );
  if (!denied || subject.books !== null || subject.rows.some(([, kind]) => kind !== 'reason')) fail('requestChanged');
}

/** Applies what an entry says about a request; fails where its actor had no right to say it at that point. */
export function applyRequest(sql: ChainStatements, authority: Authority, { entry, n }: PlacedEntry, fail: Fail): void {
  const approvals = entry.items.filter((item) => item.t === 'approval');
  const [approval] = approvals;
  if (approval !== undefined) {
    if (approvals.length > 1 || entry.kind !== `export.${approval.decision}`) fail('requestInvalid');
    applyDecision(sql, authority, entry, approval, fail);
    return;
  }
  switch (entry.kind) {
    case 'export.request':
      addRequest(sql, authority, { entry, n }, fail);
      return;
    case 'export.approve':
    case 'export.deny':
      fail('requestInvalid');
      return;
    case 'export.withdraw':
    case 'export.done':
    case 'export.expire':
      moveOn(sql, entry, entry.kind, fail);
      return;
    default:
  }
}

function addRequest(sql: ChainStatements, authority: Authority, { entry, n }: PlacedEntry, fail: Fail): void {
  const [request] = entry.objects;
  if (request === undefined || entry.actor === null || !mayRequest(authority, entry.actor))
    return fail('requestNotAllowed');
  if (requestOfDetails(entry.details) === null) fail('requestInvalid');
  if (!entry.subjects.some(({ id, kind }) => id === request && kind === 'request')) fail('requestInvalid');
  sql.addRequest.run(request, entry.actor, n, entry.time, 'waiting', encode(entry.details));
}

function applyDecision(
  sql: ChainStatements,
  authority: Authority,
  entry: EntryBody,
  approval: ItemOf<'approval'>,
  fail: Fail,
): void {
  const known = requestFacts(sql, approval.request);
  if (known === undefined || known.requester !== approval.requester) return fail('requestUnknown');
  if (known.state !== 'waiting') fail('requestDecided');
  const refusal = approvalRefusal(approval, authority, {
    decider: entry.actor ?? '',
    requester: known.requester,
    rows: known.rows,
    columns: known.columns,
    asked: known.asked,
    requested: known.requested,
    decided: entry.time,
  });
  if (refusal !== null) fail(refusal);
  sql.decideRequest.run({
    request: known.request,
    state: approval.decision === 'approve' ? 'approved' : 'denied',
    decider: entry.actor,
    decided: entry.time,
    approval: encode(approval),
  });
}

function moveOn(
  sql: ChainStatements,
  entry: EntryBody,
  kind: 'export.withdraw' | 'export.done' | 'export.expire',
  fail: Fail,
): void {
  const known = requestFacts(sql, entry.objects[0] ?? '');
  if (known === undefined || known.requester !== entry.actor) return fail('requestUnknown');
  const { state, approval } = known;
  if (kind === 'export.withdraw') {
    if (state !== 'waiting') fail('requestDecided');
    sql.setRequestState.run('withdrawn', known.request);
    return;
  }
  if (approval === null || (state !== 'approved' && state !== 'saved')) return fail('requestDecided');
  const over = entry.time > approval.expires;
  if (kind === 'export.done') {
    if (over) fail('requestExpired');
    sql.setRequestState.run('saved', known.request);
  } else {
    if (!over) fail('requestDecided');
    // One that was saved in time stays so; only its parcel goes.
    if (state === 'approved') sql.setRequestState.run('expired', known.request);
  }
}

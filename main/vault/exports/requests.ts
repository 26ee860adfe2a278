import { z } from 'zod';
import type { ExportLocale, ExportRequest } from '#shared/contract/exports.ts';
import { locale as locales } from '#shared/contract/host.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import {
  type ColumnTreatment,
  approvalsNeeded,
  classesRead,
  mayDecide,
  mayRequest,
  readsToDecide,
  stoodBefore,
} from '../access/approvals.ts';
import type { Viewer } from '../access/treatment.ts';
import { readVerified, requirePolicy } from '../customers/write.ts';
import { type RequestFacts, requestFacts } from '../journal/requests.ts';
import { momentOf } from '../journal/time.ts';
import type { Context } from '../process.ts';
import { type RequestRow, exportStatements } from './exports.sql.ts';
import { type Leaving, rowReader } from './rows.ts';

/** The payload of a `request` record. Its rows lie beside it, in `requestRows` records of at most 1,000 ids. */
export interface RequestRecord {
  readonly rows: number;
  readonly columns: readonly ColumnTreatment[];
  readonly purpose: string;
  readonly recipient: string;
  readonly locale: ExportLocale;
}

/** A request as this session has it: what is on screen, and what the journal says of it. */
export interface Request {
  readonly content: RequestRow;
  readonly facts: RequestFacts;
}

/** The request of that id, or `requestUnknown`: the same answer for none and for one that is not this person's to see. */
export function requireRequest({ process, view, vault }: Context, id: Id): Request {
  // The approver's window is about one request and answers for no other.
  if (process.mode.kind === 'approval' && process.mode.request !== id) throw new VaultError('notAllowed');
  const content = exportStatements(view).request.get(id);
  const facts = requestFacts(vault.chain.sql, id);
  // It may be there and not yet in the view that is being built.
  if (content === undefined && process.building) throw new VaultError('busy');
  if (content === undefined || facts === undefined) throw new VaultError('requestUnknown');
  return { content, facts };
}

/** The moment as the journal counts it: it never runs back, so what has expired stays so. */
export function now({ vault }: Context): number {
  return momentOf(vault.clock.now(), vault.chain.head?.time);
}

const frozenIds = z.object({ ids: z.array(z.string()) });
const frozenLocale = z.object({ locale: locales });
const frozenKey = Symbol('frozen requests');
interface Frozen {
  readonly ids: readonly Id[];
  readonly locale: ExportLocale;
}

/** The rows of a request, as they were frozen when it was made, from the sealed truth. */
export function frozenRows({ process, vault }: Context, request: Id, rows: number): Frozen {
  const kept = process.state(frozenKey, () => new Map<Id, Frozen>());
  const known = kept.get(request);
  if (known !== undefined) return known;
  const ids: Id[] = [];
  let locale: ExportLocale = 'en';
  for (const named of vault.chain.sql.rowsOfSubject.all(request)) {
    // Sealed by whoever asked, perhaps not with this program.
    if (named.kind === 'requestRows') ids.push(...(frozenIds.safeParse(readVerified(vault, named)).data?.ids ?? []));
    if (named.kind === 'request') locale = frozenLocale.safeParse(readVerified(vault, named)).data?.locale ?? 'en';
  }
  // What is sealed is what the journal named: no rows beside it, none twice.
  if (ids.length !== rows || new Set(ids).size !== rows) throw new VaultError('requestUnknown');
  const frozen = { ids, locale };
  kept.set(request, frozen);
  return frozen;
}

/** The requester as a viewer: what they no longer see does not leave for them either. */
export function requesterOf({ vault }: Context, requester: Id): Viewer {
  const role = vault.chain.authority.person(requester)?.role;
  if (role === undefined) throw new VaultError('requestUnknown');
  return { user: requester, role };
}

/** What a request lets leave, in these columns. */
export function leavingOf(context: Context, { facts }: Request, columns: readonly ColumnTreatment[]): Leaving {
  const { locale } = frozenRows(context, facts.request, facts.rows);
  return { requester: requesterOf(context, facts.requester), asked: facts.asked, columns, locale };
}

/** How many rows this session cannot read in the classes that the columns give. */
export function closedRows(context: Context, ids: readonly Id[], leaving: Leaving): number {
  const reader = rowReader(context, leaving);
  return ids.filter((id) => reader.reach(id) === 'closed').length;
}

/** Everybody but the requester who may decide on what was asked for then, and reads all rows in the columns' classes. */
export function approversOf(
  { vault }: Context,
  requester: Id,
  asked: number,
  ids: readonly Id[],
  columns: readonly ColumnTreatment[],
): Id[] {
  const { authority, sql } = vault.chain;
  const classes = classesRead(columns, requirePolicy(vault));
  const places = new Map(ids.map((id) => sql.books.all(id)).map((books) => [books.join(), books]));
  return [...authority.people.keys()].filter(
    (user) =>
      mayDecide(authority, user, requester) &&
      stoodBefore(authority, user, asked) &&
      [...places.values()].every((books) => readsToDecide(authority, { user, asked }, books, classes)),
  );
}

/** When the program releases the owner's own request that nobody else can approve; null for everything else. */
export function releaseTime(context: Context, { facts }: Request): number | null {
  const { vault } = context;
  const { authority } = vault.chain;
  if (facts.state !== 'waiting' || authority.person(facts.requester)?.role !== 'owner') return null;
  const { ids } = frozenRows(context, facts.request, facts.rows);
  if (approversOf(context, facts.requester, facts.asked, ids, facts.columns).length > 0) return null;
  return facts.requested + requirePolicy(vault).exports.ownerWaitHours * 3_600_000;
}

/** Why this session may not decide on a request, or null. */
export function decisionRefusal(
  context: Context,
  request: Request,
): 'requestDecided' | 'ownRequest' | 'approverInvalid' | 'approverTooNew' | 'cannotReadRows' | null {
  const { vault } = context;
  const { facts } = request;
  if (facts.state !== 'waiting' || !mayRequest(vault.chain.authority, facts.requester)) return 'requestDecided';
  if (facts.requester === vault.user) {
    const released = releaseTime(context, request);
    return released !== null && released <= now(context) ? null : 'ownRequest';
  }
  if (!mayDecide(vault.chain.authority, vault.user, facts.requester)) return 'approverInvalid';
  if (!stoodBefore(vault.chain.authority, vault.user, facts.asked)) return 'approverTooNew';
  const { ids } = frozenRows(context, facts.request, facts.rows);
  return closedRows(context, ids, leavingOf(context, request, facts.columns)) > 0 ? 'cannotReadRows' : null;
}

/** A request whose sealed part is not what it should be spoils no list, and is decided by nobody. */
function unlessMalformed<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof VaultError && error.code === 'requestUnknown') return otherwise;
    throw error;
  }
}

const decidableKey = Symbol('decidable requests');
/** As `decisionRefusal`, computed once per state of the journal: lists ask it for every request. */
function canDecide(context: Context, request: Request): boolean {
  const { process, vault, viewer } = context;
  if (process.preview !== null || vault.quarantine !== null || viewer.user !== vault.user) return false;
  if (request.facts.state !== 'waiting') return false;
  // A release comes with time alone.
  if (request.facts.requester === vault.user)
    return unlessMalformed(() => decisionRefusal(context, request) === null, false);
  const kept = process.state(decidableKey, () => new Map<Id, { n: number; can: boolean }>());
  const n = vault.chain.head?.n ?? 0;
  const known = kept.get(request.facts.request);
  if (known?.n === n) return known.can;
  const can = unlessMalformed(() => decisionRefusal(context, request) === null, false);
  kept.set(request.facts.request, { n, can });
  return can;
}

function stateOf(context: Context, { facts }: Request): ExportRequest['state'] {
  const { state, approval } = facts;
  if (state === 'approved' && approval !== null && now(context) > approval.expires) return 'expired';
  if (state === 'waiting' && !mayRequest(context.vault.chain.authority, facts.requester)) return 'void';
  return state as ExportRequest['state'];
}

/** A request in the contract's form, as this person may see it. */
export function shown(context: Context, request: Request): ExportRequest {
  const { process, vault, view, viewer } = context;
  const { content, facts } = request;
  const { approval } = facts;
  const name = (user: Id): string => exportStatements(view).personName.get(user) ?? '';
  const approved = approval?.decision === 'approve' ? approval : null;
  const state = stateOf(context, request);
  const inTime = approved !== null && now(context) <= approved.expires;
  const alone = facts.decider === facts.requester;
  const columns = approved?.columns ?? (JSON.parse(content.columns) as ExportRequest['columns']);
  return {
    id: facts.request,
    requester: { user: facts.requester, name: name(facts.requester) },
    requested: facts.requested,
    rows: approved?.rows ?? facts.rows,
    columns,
    purpose: content.purpose,
    recipient: content.recipient,
    state,
    approvalsNeeded: alone ? approvalsNeeded(facts.columns, facts.rows, requirePolicy(vault)) : 1,
    decisions:
      approval === null || facts.decider === null || facts.decided === null
        ? []
        : [
            {
              by: { user: facts.decider, name: name(facts.decider) },
              decision: approval.decision,
              at: facts.decided,
              reason: content.reason,
            },
          ],
    expires: approved?.expires ?? null,
    releasedAt: unlessMalformed(() => releaseTime(context, request), null),
    canDecide: canDecide(context, request),
    canSave:
      process.preview === null &&
      process.mode.kind === 'main' &&
      facts.requester === viewer.user &&
      vault.quarantine === null &&
      inTime &&
      (facts.state === 'approved' || facts.state === 'saved'),
  };
}

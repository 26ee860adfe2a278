import { type ExportColumn, type FieldClass, exportColumns } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Authority } from '../journal/authority.ts';
import type { ItemOf, Policy } from '../journal/items.ts';
import { permits } from './policy.ts';
import { relation } from './treatment.ts';

/** How a column leaves: as it is, as a mask, or not at all. In this order each gives less than the one before. */
const treatments = ['clear', 'masked', 'dropped'] as const;
export interface ColumnTreatment {
  readonly column: ExportColumn;
  readonly treatment: (typeof treatments)[number];
}

/** The class that a column of an export discloses. */
export function columnClass(column: ExportColumn, policy: Policy): FieldClass {
  switch (column) {
    case 'responsible':
    case 'created':
      return 'card';
    case 'lastContact':
    case 'notes':
      return 'work';
    default:
      // A field that policy does not name is nobody's to give out, so it counts as the strictest class.
      return policy.classes[column] ?? 'restricted';
  }
}

/** The classes that must be read to make a file of these columns: the card always, for it says which rows there are. */
export function classesRead(columns: readonly ColumnTreatment[], policy: Policy): FieldClass[] {
  const given = columns.filter(({ treatment }) => treatment !== 'dropped');
  return [...new Set<FieldClass>(['card', ...given.map(({ column }) => columnClass(column, policy))])];
}

/** How many people must approve: none for a few rows (they count as reveals), one otherwise. */
export function approvalsNeeded(columns: readonly ColumnTreatment[], rowCount: number, policy: Policy): number {
  const classes = new Set(
    columns.filter((column) => column.treatment === 'clear').map((column) => columnClass(column.column, policy)),
  );
  if (classes.has('restricted')) return 1;
  return rowCount <= (classes.has('contact') ? policy.exports.freeContactRows : policy.exports.freeWorkRows) ? 0 : 1;
}

/** Whether every column gives the same as was asked for or less; one that was not asked for is left out. */
export function isNarrower(given: readonly ColumnTreatment[], asked: readonly ColumnTreatment[]): boolean {
  return (
    new Set(given.map(({ column }) => column)).size === given.length &&
    given.every(({ column, treatment }) => {
      const before = asked.find((candidate) => candidate.column === column)?.treatment ?? 'dropped';
      return treatments.indexOf(treatment) >= treatments.indexOf(before);
    })
  );
}

/** Rows and columns as the journal names them: field ids and counts, so that a decision can be held against the request. */
export function requestDetails(rows: number, columns: readonly ColumnTreatment[]): Record<string, string | number> {
  const named = (how: ColumnTreatment['treatment']): string =>
    columns
      .filter(({ treatment }) => treatment === how)
      .map(({ column }) => column)
      .join(' ');
  const given = columns.filter(({ treatment }) => treatment !== 'dropped');
  return { rows, columns: given.length, clear: named('clear'), masked: named('masked') };
}

/** Reads what `requestDetails` wrote; null where it is not that. */
export function requestOfDetails(
  details: Readonly<Record<string, string | number>>,
): { rows: number; columns: ColumnTreatment[] } | null {
  const { rows, clear, masked } = details;
  if (typeof rows !== 'number' || !Number.isInteger(rows) || rows < 1) return null;
  if (typeof clear !== 'string' || typeof masked !== 'string') return null;
  const words = (text: string): string[] => (text === '' ? [] : text.split(' '));
  const columns = [
    ...words(clear).map((column) => ({ column, treatment: 'clear' as const })),
    ...words(masked).map((column) => ({ column, treatment: 'masked' as const })),
  ];
  const known = (column: string): column is ExportColumn => (exportColumns as readonly string[]).includes(column);
  const named = columns.flatMap(({ column, treatment }) => (known(column) ? [{ column, treatment }] : []));
  return named.length === columns.length && named.length > 0 ? { rows, columns: named } : null;
}

/** Who may ask for an export at all, by role; what is asked for by somebody who is shut out by now waits, or is void. */
export function mayRequest(authority: Authority, requester: Id): boolean {
  const role = authority.person(requester)?.role;
  return role !== undefined && permits(role, 'exports.request') && authority.stands(requester);
}

/** Somebody who is to decide on a request, and by which entry it was made. */
export interface Decider {
  readonly user: Id;
  readonly asked: number;
}

/**
 * Whether somebody reads these books as one who decides on exports of others. Looking after a colleague's customers is
 * given by managers, who would make approvers of their own requests with it: it counts for a deputy alone, whom an owner
 * named for it before the request was made.
 */
export function readsToDecide(
  authority: Authority,
  { user, asked }: Decider,
  books: readonly Id[],
  classes: readonly FieldClass[],
): boolean {
  const person = authority.person(user);
  if (person === undefined) return false;
  if (relation(person, books, authority) === 'covered') {
    const named = person.deputy?.entry ?? Number.POSITIVE_INFINITY;
    if (!authority.deputises(user, 'approve') || named >= asked) return false;
  }
  return classes.every((each) => authority.mayRead(user, books, each));
}

/** Who may decide on a request of that requester at all, by role; whether they read all its rows is checked with the rows. */
export function mayDecide(authority: Authority, decider: Id, requester: Id): boolean {
  const role = authority.person(decider)?.role;
  if (decider === requester || role === undefined || !authority.stands(decider)) return false;
  if (role === 'owner' && authority.person(decider)?.ready !== true) return false;
  return permits(role, 'exports.approve');
}

/**
 * Whether somebody stood as an approver before a request was made: an account, a role or a password that came later may
 * have been made for this very request. Whoever's password was set anew must have said since that it was them. `asked`: the
 * entry that made the request.
 */
export function stoodBefore(authority: Authority, decider: Id, asked: number): boolean {
  const person = authority.person(decider);
  if (person === undefined) return false;
  const { reset, roleEntry } = person;
  if (reset !== null && (reset.confirmed === null || reset.entry >= asked)) return false;
  return roleEntry < asked;
}

/** The request that a decision is about, as the journal has it. */
export interface Decided {
  readonly decider: Id;
  readonly requester: Id;
  readonly rows: number;
  readonly columns: readonly ColumnTreatment[];
  /** The entry that asked for it, when that was, and when it is decided; milliseconds since 1970. */
  readonly asked: number;
  readonly requested: number;
  readonly decided: number;
}

/**
 * Why a decision does not count, or null. It gives no more than was asked for. Nobody decides on a request of their own,
 * but an export below the policy's threshold needs no decision, and the owner's own is released by time where it is
 * labelled so.
 */
export function approvalRefusal(approval: ItemOf<'approval'>, authority: Authority, decided: Decided): string | null {
  const { policy } = authority;
  if (policy === null) return 'policyMissing';
  if (approval.decision === 'approve') {
    if (approval.parcel === null) return 'parcelMissing';
    if (approval.rows > decided.rows) return 'rowsMore';
    if (!isNarrower(approval.columns, decided.columns)) return 'columnsWider';
    if (!authority.stands(decided.requester)) return 'requesterShutOut';
  }
  if (decided.decider !== decided.requester) {
    if (!mayDecide(authority, decided.decider, decided.requester)) return 'approverRole';
    // To say no does no harm, whoever says it.
    const counts = approval.decision !== 'approve' || stoodBefore(authority, decided.decider, decided.asked);
    return counts ? null : 'approverTooNew';
  }
  if (approval.decision !== 'approve') return 'ownRequest';
  // By what was asked for, not by what the one who asked says is in the file.
  if (approvalsNeeded(decided.columns, decided.rows, policy) === 0) return null;
  const owner = authority.person(decided.decider)?.role === 'owner';
  return owner && decided.decided - decided.requested >= policy.exports.ownerWaitHours * 3_600_000
    ? null
    : 'ownRequest';
}

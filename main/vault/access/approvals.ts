import type { ExportColumn, FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Authority } from '../journal/authority.ts';
import type { ItemOf, Policy } from '../journal/items.ts';

export interface ColumnTreatment {
  readonly column: ExportColumn;
  readonly treatment: 'clear' | 'masked' | 'dropped';
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

/** How many people must approve: none for a few rows (they count as reveals), one otherwise. */
export function approvalsNeeded(columns: readonly ColumnTreatment[], rowCount: number, policy: Policy): number {
  const classes = new Set(
    columns.filter((column) => column.treatment === 'clear').map((column) => columnClass(column.column, policy)),
  );
  if (classes.has('restricted')) return 1;
  return rowCount <= (classes.has('contact') ? policy.exports.freeContactRows : policy.exports.freeWorkRows) ? 0 : 1;
}

/** Who may decide on a request of that requester at all, by role; whether they read all its rows is checked with the rows. */
export function mayDecide(authority: Authority, decider: Id, requester: Id): boolean {
  const role = authority.person(decider)?.role;
  return decider !== requester && (role === 'owner' || role === 'manager');
}

/**
 * Why a decision does not count, or null. Nobody decides on a request of their own, but an export below the policy's
 * threshold needs no decision, and the owner's own is released by time where it is labelled so.
 */
export function approvalRefusal(
  approval: ItemOf<'approval'>,
  authority: Authority,
  context: { readonly decider: Id; readonly requester: Id; readonly waited: number },
): string | null {
  const { policy } = authority;
  if (policy === null) return 'policyMissing';
  if (context.decider !== context.requester)
    return mayDecide(authority, context.decider, context.requester) ? null : 'approverRole';
  if (approval.decision !== 'approve') return 'ownRequest';
  if (approvalsNeeded(approval.columns, approval.rows, policy) === 0) return null;
  const owner = authority.person(context.decider)?.role === 'owner';
  return owner && context.waited >= policy.exports.ownerWaitHours * 3_600_000 ? null : 'ownRequest';
}

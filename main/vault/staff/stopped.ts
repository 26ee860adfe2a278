import { freezeReasons } from '#shared/contract/access.ts';
import type { Output } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Context } from '../process.ts';
import { lastVisit } from '../session/visits.ts';
import { staffStatements } from './staff.sql.ts';

/** Who was stopped since this owner was here last. What they do not decide now stays in the list of what waits for them. */
export function stopped(context: Context): Output<'staff.stopped'> {
  const { vault } = context;
  const since = lastVisit(context).last?.until ?? 0;
  const name = (user: Id): string => vault.content.personName.get(user) ?? '';
  return {
    people: vault.chain.authority.active().flatMap(({ user, frozen }) =>
      frozen === null || frozen.at <= since
        ? []
        : [
            {
              user,
              name: name(user),
              at: frozen.at,
              by: frozen.by === user ? null : name(frozen.by),
              reason: reasonFor(context, user),
            },
          ],
    ),
  };
}

function reasonFor({ vault }: Context, user: Id): (typeof freezeReasons)[number] {
  const { reason } = JSON.parse(staffStatements(vault.viewDb).stopped.get(user) ?? '{}') as { reason?: unknown };
  return freezeReasons.find((known) => known === reason) ?? 'other';
}

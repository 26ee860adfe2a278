import { type FieldClass, fieldClasses } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Authority, Grant } from '../journal/authority.ts';

/** A key that somebody still holds who may no longer read with it. */
export interface DueKey {
  readonly book: Id;
  readonly class: FieldClass;
  /** Whose dated right time has ended; a manager's word has taken away the others already. */
  readonly lapsed: readonly Id[];
}
/** What waits for an owner and needs nothing but ROOT: no decision. */
export interface DueWork {
  readonly keys: readonly DueKey[];
  /** Who asked for new keys. */
  readonly asked: readonly Id[];
  /** Who was let in again and still lacks keys that were made before. */
  readonly owed: readonly Id[];
  readonly databaseKey: boolean;
  readonly newRoot: boolean;
}

/** Whether somebody stands who was stopped when a key was made that they read with. */
export function isOwed(authority: Authority, user: Id): boolean {
  return authority.stands(user) && authority.owed.of(user).size > 0;
}

/** What time and people without ROOT have ended by `now`, and what still has to follow by keys. */
export function dueWork(authority: Authority, now: number): DueWork {
  const lapsed = new Map<string, Id[]>();
  for (const name of authority.keysDue) lapsed.set(name, []);
  for (const [user, grants] of authority.grants)
    for (const [name, { right, until }] of grants)
      if (until !== null && until <= now && right !== 'deliver') lapsed.set(name, [...(lapsed.get(name) ?? []), user]);
  return {
    keys: [...lapsed].flatMap(([name, users]) => {
      const [book = '', held = ''] = name.split('/');
      const fieldClass = fieldClasses.find((each) => each === held);
      return fieldClass === undefined ? [] : [{ book, class: fieldClass, lapsed: users }];
    }),
    asked: authority.active().flatMap(({ user, asked, frozen }) => (asked === null || frozen !== null ? [] : [user])),
    owed: authority.active().flatMap(({ user }) => (isOwed(authority, user) ? [user] : [])),
    databaseKey: authority.databaseKeyDue,
    newRoot: authority.rootDue,
  };
}

/** A right that a deputy gave without holding its key, and that an owner has not given yet. */
export interface WaitingRight extends Grant {
  readonly book: Id;
  readonly class: FieldClass;
}
/** What somebody waits for after a deputy added them, or set their password anew; time may have ended it meanwhile. */
export function waitingRights(authority: Authority, user: Id): WaitingRight[] {
  return [...(authority.grants.get(user) ?? [])].flatMap(([name, grant]) => {
    const [book = '', held = ''] = name.split('/');
    const fieldClass = fieldClasses.find((each) => each === held);
    if (grant.waits !== true || fieldClass === undefined) return [];
    return grant.until !== null && grant.until <= authority.now ? [] : [{ ...grant, book, class: fieldClass }];
  });
}

/** How many things there are to do. */
export function dueCount({ keys, asked, owed, databaseKey, newRoot }: DueWork): number {
  return keys.length + asked.length + owed.length + (databaseKey ? 1 : 0) + (newRoot ? 1 : 0);
}

import type { Id } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { DeputyPower, ItemContext, ItemOf } from './items.ts';

/** Which entry says something, counted from 1, and when. */
export type Moment = Pick<ItemContext, 'n' | 'time'>;

/** Public keys of a person, and the version of the slot that holds their secrets. */
export interface PublicKeys {
  readonly sign: Uint8Array;
  readonly box: Uint8Array;
  readonly slot: number;
}
/** What the journal says of a person. Moments in milliseconds since 1970. */
export interface Person extends PublicKeys {
  readonly user: Id;
  readonly role: Role;
  readonly worksFor: Id | null;
  /** When the certificate was signed. */
  readonly since: number;
  /** When the role was given that they have now, and by which entry. */
  readonly roleSince: number;
  readonly roleEntry: number;
  /** Of owners: they have shown that they hold ROOT. Until then they sign and decide nothing as an owner. */
  readonly ready: boolean;
  /** When they were shut out for good. */
  readonly ended: number | null;
  readonly frozen: { readonly by: Id; readonly at: number } | null;
  /** New keys that they asked for and ROOT has not named yet. */
  readonly asked: (PublicKeys & { readonly at: number }) | null;
  /** The last time somebody else set their password. */
  readonly reset: {
    readonly by: Id;
    readonly at: number;
    readonly entry: number;
    /** When they said that it was them, under a password of their own. */
    readonly said: number | null;
    /** When ROOT named the keys that came with that password: whoever kept the one that was set has no part in them. */
    readonly confirmed: number | null;
  } | null;
  /** The paper that opens this person's keys where the password is forgotten: its number, and whether it still counts. */
  readonly slip: { readonly no: number; readonly valid: boolean };
  /** The deputy who added them; null = an owner did. */
  readonly addedBy: Id | null;
  readonly deputy: {
    readonly may: readonly DeputyPower[];
    /** When it was given, the last time anew, and by which entry. */
    readonly since: number;
    readonly entry: number;
    readonly until: number;
  } | null;
}

/** Somebody who has just been certified. `ready`: they hold ROOT. */
export function newcomer(item: ItemOf<'certificate'>, { n, time }: Moment, ready: boolean): Person {
  const { user, role, sign, box, slot } = item;
  const nothing = { worksFor: null, ended: null, frozen: null, asked: null, reset: null, addedBy: null, deputy: null };
  return {
    user,
    role,
    sign,
    box,
    slot,
    since: time,
    roleSince: time,
    roleEntry: n,
    ready,
    slip: { no: 0, valid: false },
    ...nothing,
  };
}

/** Whether somebody leads others: a manager, or an owner who holds ROOT. */
export function leads(person: Person | undefined): boolean {
  return person?.role === 'manager' || (person?.role === 'owner' && person.ready);
}

/** Somebody let in again by ROOT (`true`), or by the one who shut them out as long as that one leads; null = not so. */
export function thawed(person: Person, by: Person | undefined | true): Person | null {
  const may = by === true || (leads(by) && person.frozen?.by === by?.user);
  return person.frozen !== null && may ? { ...person, frozen: null } : null;
}

import { equal } from '../keys/crypto.ts';
import type { ItemContext, ItemOf } from './items.ts';
import type { Person } from './person.ts';

/** What people say of their own keys, signed by themselves; the reason where it is refused. */
export const ownRefusal = {
  slot: 'slotNotAllowed',
  rekeyAsked: 'rekeyNotAllowed',
  confirm: 'confirmNotAllowed',
  dispute: 'confirmNotAllowed',
  slip: 'slipNotAllowed',
} as const;
type OwnItem = ItemOf<keyof typeof ownRefusal>;

/** What an own item makes of a person, or null where it does not count. */
export function ownChange(item: OwnItem, person: Person, time: number, byRoot: boolean): Person | null {
  const { slip, reset } = person;
  switch (item.t) {
    case 'slot':
      return item.version > person.slot ? { ...person, slot: item.version } : null;
    case 'rekeyAsked': {
      const asked = { sign: item.sign, box: item.box, slot: item.slot, at: time };
      // Whoever knows the former password could put keys of their own in the place of those that wait for ROOT.
      if (person.asked !== null && !byRoot) return null;
      // A slip opens the keys that somebody may know.
      return item.slot > person.slot ? { ...person, slot: item.slot, asked, slip: { ...slip, valid: false } } : null;
    }
    case 'confirm':
      // Only together with keys of their own: those that came with the reset are known to whoever kept that password.
      return isOpen(reset) && reset.said === null && person.asked !== null
        ? { ...person, reset: { ...reset, said: time } }
        : null;
    case 'dispute':
      // Whoever set this password may be the one who says so: it only ever shuts out.
      return isOpen(reset) && reset.said === null ? { ...person, frozen: { by: person.user, at: time } } : null;
    case 'slip':
      // What an owner's keys open must not lie on a sheet of paper.
      if (item.valid && person.role === 'owner') return null;
      if (item.valid) return item.no === slip.no + 1 ? { ...person, slip: { no: item.no, valid: true } } : null;
      return slip.valid && item.no === slip.no ? { ...person, slip: { ...slip, valid: false } } : null;
  }
}

function isOpen(reset: Person['reset']): reset is NonNullable<Person['reset']> {
  return reset !== null && reset.confirmed === null;
}

/** New keys that ROOT names: those that the person asked for, or those of a reset, unconfirmed until they say it was them. */
export function rekeyed(item: ItemOf<'rekey'>, person: Person, context: ItemContext): Person | null {
  const { actor: by, n, time } = context;
  const { sign, box, slot } = item;
  const { asked, reset } = person;
  const next = { ...person, sign, box, asked: null, slip: { ...person.slip, valid: false } };
  if (item.cause === 'reset') {
    if (by === null || slot <= person.slot) return null;
    // An owner takes ROOT anew with the new password.
    return { ...next, slot, ready: false, reset: { by, at: time, entry: n, said: null, confirmed: null } };
  }
  const same = asked !== null && equal(asked.sign, sign) && equal(asked.box, box) && asked.slot === slot;
  if (!same) return null;
  return isOpen(reset) && reset.said !== null ? { ...next, reset: { ...reset, confirmed: time } } : next;
}

import { equal } from './crypto.ts';
import { changeHeader } from './header.ts';
import type { Slot } from './slot.ts';

/**
 * Takes a slot out of the header again that the journal did not take. Twice, so that the previous header does not hold it
 * either: the key of the database lies in it, sealed to keys that nobody has certified.
 */
export function takeBackSlot(folder: string, slot: Slot): void {
  for (let time = 0; time < 2; time += 1)
    changeHeader(folder, (header) => ({
      ...header,
      slots: header.slots.filter(({ sealed }) => !equal(sealed, slot.sealed)),
    }));
}

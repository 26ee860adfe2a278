import type { Id } from '#shared/domain/ids.ts';
import type { Authority, Book } from '../journal/authority.ts';
import { type GivenRight, handsOver, newcomersRights } from '../journal/deputies.ts';
import type { KeyRing } from '../keys/keyRing.ts';
import { type KeyHolder, type Plan, addBook, keysHeld, reads, sealGenerations } from './books.ts';

/** Whose plan it is: what they do not read they cannot hand over. */
interface Deputy {
  readonly user: Id;
  readonly ring: KeyRing;
  readonly authority: Authority;
}

function handOver(plan: Plan, { user, ring, authority }: Deputy, to: KeyHolder, given: GivenRight): void {
  if (reads(given.right) && handsOver(authority, user, given))
    sealGenerations(plan, ring, authority, to, given.book, given.class);
}

/** Books for one person, with keys for all who read them by role. Their rights an entry of a deputy does not name. */
function addOwnBooks(
  plan: Plan,
  { ring, authority }: Deputy,
  to: KeyHolder,
  books: readonly Book[],
  manager: Id | null,
) {
  const holders = [...authority.active().filter(({ user }) => user !== to.user), to];
  const cards = authority.policy?.cards ?? 'private';
  const made: Plan = { items: [], sealedKeys: plan.sealedKeys };
  for (const book of books)
    addBook(made, ring, book, holders, authority.recovery ?? new Uint8Array(), { manager, cards });
  plan.items.push(...made.items.filter(({ t }) => t !== 'grant'));
}

/** What somebody whom a deputy adds is given beside the certificate: books of their own, and the keys that the deputy reads with. */
export function planNewcomer(
  plan: Plan,
  deputy: Deputy,
  newcomer: KeyHolder,
  books: readonly Book[],
  manager: Id | null,
): void {
  for (const given of newcomersRights(deputy.authority, newcomer)) handOver(plan, deputy, newcomer, given);
  addOwnBooks(plan, deputy, newcomer, books, manager);
}

/**
 * New keys that a deputy sets for somebody: the book keys that the deputy reads with go on, the others wait for an owner;
 * and another desk, since nobody else but owners opens the one there is.
 */
export function planResetByDeputy(
  plan: Plan,
  deputy: Deputy,
  to: KeyHolder & { readonly sign: Uint8Array; readonly slot: number },
  desk: Id,
): void {
  const { user, sign, box, slot } = to;
  plan.items.push({ t: 'rekey', user, sign, box, slot, cause: 'reset' });
  for (const { book, class: fieldClass } of keysHeld(deputy.authority, user))
    handOver(plan, deputy, to, { user, book, class: fieldClass, right: 'read' });
  addOwnBooks(plan, deputy, to, [{ book: desk, kind: 'desk', person: user }], null);
}

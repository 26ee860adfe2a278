import type { Id } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { VaultError } from '#shared/errors.ts';
import { type Plan, addBook, emptyPlan, grantExisting } from '../books/books.ts';
import { planNewcomer } from '../books/deputyPlan.ts';
import { keepsCustomers } from '../books/roleChange.ts';
import { sealTo } from '../keys/crypto.ts';
import { changeHeader, sealName } from '../keys/header.ts';
import type { Slot } from '../keys/slot.ts';
import { takeBackSlot } from '../keys/takeBack.ts';
import type { Context } from '../process.ts';
import { boxRoot } from '../roots/rootBox.ts';
import type { Enrolled } from '../session/enrolment.ts';
import type { Retyped } from '../session/password.ts';
import { commit } from '../store/commit.ts';

/** Who is to be of the office. */
export interface Newcomer {
  readonly user: Id;
  readonly name: string;
  readonly role: Role;
  readonly worksFor: Id | null;
}

/**
 * Certifies a newcomer's keys with ROOT, or as a deputy: the person, their books, their rights and the keys that go with
 * them, in one entry. The header gets the slot first: a slot that no entry names opens nothing.
 */
export function admit(context: Context, retyped: Retyped, found: Newcomer, keys: Enrolled): void {
  const { folder } = context.process;
  const { vault } = context;
  const slot: Slot = {
    ...keys.slot,
    database: sealTo(keys.box, vault.file.key.bytes),
    name: sealName(retyped.device.secret, vault.id, found.user, found.name),
  };
  // Into the header as it is now: since the password was typed the key of the database may have been made anew.
  changeHeader(folder, (header) => ({ ...header, slots: [...header.slots, slot] }));
  try {
    commitCertificate(context, retyped, found, keys);
  } catch (error) {
    takeBackSlot(folder, slot);
    throw error;
  }
}

function commitCertificate(context: Context, retyped: Retyped, found: Newcomer, keys: Enrolled): void {
  const { vault } = context;
  const office = vault.chain.authority.bookOf('office');
  if (office === undefined) throw new VaultError('vaultDamaged');
  const plan = emptyPlan();
  plan.items.push({ t: 'certificate', user: found.user, role: found.role, sign: keys.sign, box: keys.box, slot: 1 });
  if (found.worksFor !== null) plan.items.push({ t: 'worksFor', user: found.user, manager: found.worksFor });
  planKeys(plan, context, retyped, found, keys);
  commit(vault, {
    kind: 'staff.certify',
    objects: [found.user],
    details: { role: found.role },
    items: plan.items,
    sealedKeys: plan.sealedKeys,
    ...(retyped.root === null ? {} : { root: retyped.root }),
    subjects: [
      {
        id: found.user,
        kind: 'person',
        books: [office.book],
        rows: [{ record: found.user, kind: 'person', class: 'card', payload: { name: found.name } }],
      },
    ],
  });
}

/** The rights of the role and the keys that go with them; of a deputy's entry the rights follow, and only keys are given. */
function planKeys(
  plan: Plan,
  { process, vault }: Context,
  { root, recovery: recoverySecret }: Retyped,
  found: Newcomer,
  { box }: Enrolled,
): void {
  const { authority } = vault.chain;
  const cards = authority.policy?.cards ?? 'private';
  const recovery = authority.recovery ?? new Uint8Array();
  const newcomer = { user: found.user, role: found.role, box };
  const kinds = keepsCustomers(found.role) ? (['person', 'desk'] as const) : (['desk'] as const);
  const books = kinds.map((kind) => ({ book: process.newId(), kind, person: found.user }));
  if (root === null) {
    planNewcomer(plan, { user: vault.user, ring: vault.ring, authority }, newcomer, books, found.worksFor);
    return;
  }
  // They are an owner by name alone until they have taken ROOT, at their first login.
  if (found.role === 'owner' && recoverySecret !== null)
    boxRoot(plan, newcomer, { root, recovery: recoverySecret }, authority.roots.length);
  grantExisting(plan, vault.ring, authority, newcomer, cards);
  const holders = [...authority.active(), newcomer];
  for (const book of books) addBook(plan, vault.ring, book, holders, recovery, { manager: found.worksFor, cards });
}

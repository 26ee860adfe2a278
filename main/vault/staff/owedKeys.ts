import { isOwed } from '../access/due.ts';
import type { Id } from '#shared/domain/ids.ts';
import { emptyPlan, planOwed } from '../books/books.ts';
import type { SecretKey } from '../keys/crypto.ts';
import type { OpenVault } from '../session/openVault.ts';
import { commit } from '../store/commit.ts';

/** Who was let in again, as by a manager, and still lacks keys that were made while they were stopped. */
export function owedTo({ chain: { authority } }: OpenVault): Id[] {
  return authority.active().flatMap(({ user }) => (isOwed(authority, user) ? [user] : []));
}

/** Gives them those keys. */
export function giveOwed(vault: OpenVault, root: SecretKey): void {
  const { authority } = vault.chain;
  const plan = emptyPlan();
  const people = owedTo(vault);
  for (const user of people) {
    const person = authority.person(user);
    if (person !== undefined) planOwed(plan, vault.ring, authority, person);
  }
  if (plan.items.length === 0) return;
  commit(vault, {
    kind: 'staff.owed',
    objects: people,
    items: plan.items,
    sealedKeys: plan.sealedKeys,
    root,
  });
}

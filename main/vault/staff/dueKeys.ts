import { dueWork } from '../access/due.ts';
import { emptyPlan, renewBookKey } from '../books/books.ts';
import type { SecretKey } from '../keys/crypto.ts';
import type { OpenVault } from '../session/openVault.ts';
import { commit } from '../store/commit.ts';

function dueKeys({ chain: { authority } }: OpenVault) {
  return dueWork(authority, authority.now).keys;
}

/** Whether somebody still holds keys whose time is up, or that a manager took away who cannot make keys. */
export function areKeysDue(vault: OpenVault): boolean {
  vault.tick();
  return dueKeys(vault).length > 0;
}

/** Makes those keys anew, and ends by ROOT's signature what time has ended. */
export function renewDueKeys(vault: OpenVault, root: SecretKey): void {
  const { authority } = vault.chain;
  const keys = dueKeys(vault);
  const plan = emptyPlan();
  for (const due of keys) {
    for (const user of due.lapsed)
      plan.items.push({ t: 'grant', user, book: due.book, class: due.class, right: 'none', until: null });
    renewBookKey(plan, vault.ring, authority, due, new Set(due.lapsed));
  }
  commit(vault, {
    kind: 'staff.keys',
    objects: [...new Set(keys.flatMap(({ lapsed }) => lapsed))],
    count: keys.length,
    items: plan.items,
    sealedKeys: plan.sealedKeys,
    root,
  });
}

import { dueCount, dueWork } from '../access/due.ts';
import { emptyPlan, renewBookKey } from '../books/books.ts';
import type { SecretKey } from '../keys/crypto.ts';
import { logBug } from '../log.ts';
import type { VaultProcess } from '../process.ts';
import type { OpenVault } from '../session/openVault.ts';
import { retype, wipeRetyped } from '../session/password.ts';
import { commit } from '../store/commit.ts';

/** Something that waits for ROOT and is done by itself, one after the other. Answers how much it did. */
export type DueStep = (process: VaultProcess, vault: OpenVault, root: SecretKey) => number | Promise<number>;

/** Keys of books that somebody still holds whose time is up, or whom a manager took away what a manager had given. */
const renewKeys: DueStep = (_process, vault, root) => {
  const { authority } = vault.chain;
  const { keys } = dueWork(authority, authority.now);
  if (keys.length === 0) return 0;
  const plan = emptyPlan();
  for (const due of keys) {
    for (const user of due.lapsed)
      plan.items.push({ t: 'grant', user, book: due.book, class: due.class, right: 'none', until: null });
    renewBookKey(plan, vault.ring, authority, due, new Set(due.lapsed));
  }
  const people = [...new Set(keys.flatMap(({ lapsed }) => lapsed))];
  commit(vault, {
    kind: 'staff.keys',
    objects: people,
    count: keys.length,
    items: plan.items,
    sealedKeys: plan.sealedKeys,
    root,
  });
  return keys.length;
};

/** In this order: first who may read, then whose keys count, then what everybody holds. */
const steps: readonly DueStep[] = [renewKeys];

/** Does all that waits for ROOT and asks nobody anything. What cannot be done now stays due; it is tried at the next login. */
export async function finishDue(process: VaultProcess, vault: OpenVault, root: SecretKey): Promise<number> {
  let done = 0;
  for (const step of steps) {
    try {
      done += await step(process, vault, root);
    } catch (error) {
      logBug(error, 'due');
    }
  }
  return done;
}

/** At an owner's login, before anything else: with the password that they have just typed. */
export async function finishDueAtLogin(process: VaultProcess, vault: OpenVault, password: string): Promise<void> {
  const { authority } = vault.chain;
  const owner = authority.person(vault.user);
  if (process.mode.kind !== 'main' || vault.quarantine !== null || owner?.role !== 'owner' || !owner.ready) return;
  vault.tick();
  if (dueCount(dueWork(authority, authority.now)) === 0) return;
  try {
    const context = { process, vault, view: vault.viewDb, viewer: vault.viewer };
    const retyped = await retype(context, password);
    try {
      if (retyped.root !== null) await finishDue(process, vault, retyped.root);
    } finally {
      wipeRetyped(retyped);
    }
  } catch (error) {
    logBug(error, 'due');
  }
}

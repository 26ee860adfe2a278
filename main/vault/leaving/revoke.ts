import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { emptyPlan, keysHeld, planRevoke } from '../books/books.ts';
import { moveAll } from '../customers/handOver.ts';
import { bookFor } from '../customers/write.ts';
import type { SecretKey } from '../keys/crypto.ts';
import { logBug } from '../log.ts';
import type { Context } from '../process.ts';
import { retype, wipeRetyped } from '../session/password.ts';
import { withNextRoot } from '../roots/renew.ts';
import { areKeysDue, renewDueKeys } from '../staff/dueKeys.ts';
import { commit } from '../store/commit.ts';
import { catchUpChain } from '../view/catchUp.ts';
import { renewDatabaseKey } from './databaseKey.ts';
import { leavingStatements } from './leaving.sql.ts';
import { tidyLeft } from './tidy.ts';

/** How long a session of theirs, which ends by itself, is waited for before the key of the database has to wait. Milliseconds. */
const patience = 4_000;
/** Subjects that are handed over in one transaction, about, before other calls are answered. */
const atOnce = 2_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Shuts a person out. First the entry that ends every right and makes every key anew, in one transaction; then what it
 * leaves to do: ways in, view and files go, customers are handed over, the database gets a new key. Wherever it is
 * interrupted, either nothing has happened, or the person is out and the next login goes on.
 */
export async function revoke(
  context: Context,
  { user, password, handTo }: Parsed<'leaving.revoke'>,
): Promise<Output<'leaving.revoke'>> {
  const { process, vault } = context;
  requireLeaving(context, user);
  const to = handTo === null ? null : receiver(context, user, handTo);
  const retyped = await retype(context, password);
  try {
    const { root } = retyped;
    if (root === null) throw new VaultError('notAllowed');
    // What colleagues have done meanwhile counts, such as a request of theirs, or that it is done already.
    await catchUpChain(vault);
    requireLeaving(context, user);
    const customers = customersOf(context, user);
    const requests = leavingStatements(vault.viewDb).openRequests.get({ user }) ?? 0;
    const keys = shutOut(context, root, user, {
      requests,
      customers: to === null ? 0 : customers.length,
      to: handTo,
    });
    renewDue(context, root);
    tidyLeft(process, vault);
    const handing = to === null || handTo === null ? null : handAll(context, user, customers, to, handTo);
    const [handed] = await Promise.allSettled([handing]);
    // Whatever kept the customers from being handed over: the key does not wait for them.
    const databaseKey = vault.chain.authority.rootDue
      ? // They were an owner and may know ROOT.
        await withNextRoot(process, vault, { root, password }, (next) => renewSoon(context, next))
      : await renewSoon(context, root);
    if (handed.status === 'rejected') throw handed.reason;
    return { handed: handed.value ?? 0, keys, requests, databaseKey };
  } finally {
    wipeRetyped(retyped);
  }
}

function requireLeaving({ vault }: Context, user: Id): void {
  const { authority } = vault.chain;
  const person = authority.person(user);
  if (person === undefined || person.ended !== null) throw new VaultError('personUnknown');
  if (authority.isLastOwner(user)) throw new VaultError('lastOwner');
}

function receiver({ vault }: Context, user: Id, handTo: Id | 'pool'): Id {
  if (handTo === user || (handTo !== 'pool' && !vault.chain.authority.stands(handTo)))
    throw new VaultError('receiverInvalid');
  return bookFor(vault, handTo).book;
}

/** All customers of a person, those in the bin too. */
function customersOf({ vault }: Context, user: Id): Id[] {
  const book = vault.chain.authority.bookOf('person', user);
  return book === undefined ? [] : leavingStatements(vault.viewDb).customers.all(book.book);
}

/** The entry itself. Answers how many keys were made anew. */
function shutOut(
  { vault }: Context,
  root: SecretKey,
  user: Id,
  facts: { readonly requests: number; readonly customers: number; readonly to: Id | 'pool' | null },
): number {
  const { authority } = vault.chain;
  const keys = keysHeld(authority, user).length;
  const plan = emptyPlan();
  planRevoke(plan, vault.ring, authority, user);
  const { requests, customers, to } = facts;
  commit(vault, {
    kind: 'staff.revoke',
    objects: to === null || to === 'pool' ? [user] : [user, to],
    details: { keys, requests, customers, to: to === null ? 'nobody' : to === 'pool' ? 'pool' : 'person' },
    items: plan.items,
    sealedKeys: plan.sealedKeys,
    leaves: user,
    root,
  });
  return keys;
}

/** Keys that a manager took away from them before were not theirs any more, and so are not among those made anew above. */
function renewDue({ vault }: Context, root: SecretKey): void {
  try {
    if (areKeysDue(vault)) renewDueKeys(vault, root);
  } catch (error) {
    // They stay due, and the person is out all the same.
    logBug(error, 'due');
  }
}

async function handAll(
  context: Context,
  user: Id,
  customers: readonly Id[],
  book: Id,
  to: Id | 'pool',
): Promise<number> {
  const { process, view } = context;
  const { company } = leavingStatements(view);
  const there = new Set(customers);
  const groups = new Map<Id, Id[]>();
  for (const id of customers) {
    // A firm and its people move in one entry, so that they are never torn apart.
    const firm = company.get(id) ?? null;
    const first = firm !== null && there.has(firm) ? firm : id;
    groups.set(first, [...(groups.get(first) ?? []), id]);
  }
  const batch = process.newId();
  let handed = 0;
  const all = [...groups.values()];
  for (let at = 0; at < all.length;) {
    if (process.ending) throw new VaultError('notLoggedIn');
    const step: Id[][] = [];
    for (let size = 0; size < atOnce && at < all.length; at += 1) {
      const group = all[at] ?? [];
      step.push(group);
      size += group.length;
    }
    handed += moveAll(context, step, [book], { kind: 'customer.move', batch, to });
    process.emit('leaving.progress', { user, step: 'customers', done: handed, total: customers.length });
    await pause(0);
  }
  return handed;
}

/** A session of theirs on this computer ends by itself within a moment; other windows do not. */
async function renewSoon({ process, vault }: Context, root: SecretKey): Promise<'made' | 'waits'> {
  process.emit('leaving.progress', { user: vault.user, step: 'databaseKey', done: 0, total: 1 });
  const until = performance.now() + patience;
  // The windows hear of this step before nothing else is answered.
  await pause(20);
  while (!process.ending) {
    try {
      if (renewDatabaseKey(process, vault, root) === 'made') return 'made';
    } catch (error) {
      // A full disk, say. It stays due, and the person is out all the same.
      logBug(error, 'database key');
      return 'waits';
    }
    if (performance.now() > until) break;
    await pause(250);
  }
  return 'waits';
}

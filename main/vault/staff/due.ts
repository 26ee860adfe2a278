import type { Due } from '#shared/contract/access.ts';
import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { dueCount, dueWork, waitingRights } from '../access/due.ts';
import { finishDue } from '../leaving/finish.ts';
import type { Context } from '../process.ts';
import { answered } from '../invites/pending.ts';
import { clockDue } from './clock.ts';
import { isOneOwner } from './oneOwner.ts';
import { withRoot } from './signed.ts';

/** What waits for an owner: what needs a decision first, then what a password alone does. */
export function listDue(context: Context): Output<'staff.due'> {
  const { vault } = context;
  const { authority } = vault.chain;
  const name = (user: Id): string => vault.content.personName.get(user) ?? '';
  const active = authority.active();
  const work = dueWork(authority, authority.now);
  const clock = clockDue(context);
  const due: Due[] = clock === null ? [] : [clock];
  for (const { user, frozen } of active)
    if (frozen !== null)
      due.push({
        kind: 'frozen',
        user,
        name: name(user),
        since: frozen.at,
        by: frozen.by === user ? '' : name(frozen.by),
      });
  for (const { user, reset } of active)
    if (reset !== null && reset.said === null && reset.confirmed === null)
      due.push({ kind: 'unconfirmed', user, name: name(user), since: reset.at });
  due.push(...answeredDue(context));
  for (const { user, role, ready, roleSince } of active)
    if (role === 'owner' && !ready) due.push({ kind: 'ownerNotReady', user, name: name(user), since: roleSince });
  // Of whoever is stopped it waits until that is decided.
  for (const { user, asked, frozen } of active)
    if (asked !== null && frozen === null) due.push({ kind: 'askedKeys', user, name: name(user), since: asked.at });
  for (const user of work.owed) due.push({ kind: 'owedKeys', user, name: name(user) });
  for (const { user, addedBy, since, reset } of active) {
    if (waitingRights(authority, user).length === 0) continue;
    const cause = reset === null ? 'added' : 'reset';
    const by = reset?.by ?? addedBy ?? '';
    due.push({ kind: 'keysWait', user, name: name(user), by: name(by), since: reset?.at ?? since, cause });
  }
  if (work.keys.length > 0) due.push({ kind: 'coverKeys', count: work.keys.length });
  const codes = authority.accounts.open(authority.now).length;
  if (codes > 0) due.push({ kind: 'accountCodes', count: codes });
  if (work.newRoot) due.push({ kind: 'newRoot' });
  if (work.databaseKey) due.push({ kind: 'databaseKey' });
  if (isOneOwner(context)) due.push({ kind: 'onlyOwner' });
  return { due };
}

/** Newcomers who have answered their code, and whom nobody has confirmed yet. */
function answeredDue(context: Context): Due[] {
  return answered(context).map(({ invite, name, at }) => ({ kind: 'answered', invite, name, since: at }));
}

export function finishDueNow(
  context: Context,
  { password }: Parsed<'staff.finishDue'>,
): Promise<Output<'staff.finishDue'>> {
  const { process, vault } = context;
  const count = (): number => dueCount(dueWork(vault.chain.authority, vault.chain.authority.now));
  return withRoot(context, password, async (root) => {
    const before = count();
    await finishDue(process, vault, root, password);
    return { done: before - count() };
  });
}

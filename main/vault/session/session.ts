import type { Handlers } from '../handlers.ts';
import type { sessionContract, Me } from '#shared/contract/session.ts';
import { VaultError } from '#shared/errors.ts';
import { tidyAccounts } from '../accounts/tidy.ts';
import { actionsOf } from '../access/policy.ts';
import { checkInBackground } from '../audit/verification.ts';
import { requireApprover } from '../exports/approvalWindow.ts';
import { tidyParcels } from '../exports/expiry.ts';
import { journalCode } from '../journal/verify.ts';
import { putBackHeader } from '../keys/header.ts';
import { unconfirmedReset } from '../passwords/reset.ts';
import { tidyInvites } from '../invites/tidy.ts';
import { tidyLeft } from '../leaving/tidy.ts';
import { type Context, type VaultProcess, contextOf } from '../process.ts';
import { createVault } from './create.ts';
import { getDraft, putDraft } from './drafts.ts';
import { invitation, setNewcomerPassword } from './enrol.ts';
import { loginState } from './loginState.ts';
import { keepSeen, lockedState, login } from './login.ts';
import type { OpenVault } from './openVault.ts';
import { watchHours } from './hours.ts';
import { ownLogin } from './ownLogin.ts';
import { changePassword } from './password.ts';
import { keepPlace, place } from './place.ts';
import { byRecency, recentUsers, rememberUser } from './recent.ts';
import { returnByPin } from './return.ts';
import { idleOf, lastVisit } from './visits.ts';

export const session = {
  'session.status': status,
  'session.putBackHeader': (process) => {
    if (process.vault !== null) throw new VaultError('alreadyLoggedIn');
    putBackHeader(process.folder, process.clock.now());
    return { done: true };
  },
  'setup.create': async (process, input) => {
    if (process.vault !== null) throw new VaultError('alreadyLoggedIn');
    return opened(process, await process.oneAtATime(() => createVault(process, input)));
  },
  'session.login': async (process, { user, password, code }) => {
    if (process.vault !== null) throw new VaultError('alreadyLoggedIn');
    return opened(process, await login(process, user, password, code ?? null));
  },
  'session.loginPin': async (process, { user, pin }) => {
    if (process.vault !== null || process.mode.kind !== 'main') throw new VaultError('alreadyLoggedIn');
    return opened(process, await returnByPin(process, user, pin));
  },
  'session.lastVisit': lastVisit,
  'session.keepPlace': keepPlace,
  'session.place': place,
  'session.me': me,
  'session.changePassword': changePassword,
  'enrol.invitation': invitation,
  'enrol.setPassword': setNewcomerPassword,
  'drafts.get': getDraft,
  'drafts.put': putDraft,
} satisfies Handlers<typeof sessionContract>;

async function status(process: VaultProcess) {
  if (process.vault !== null)
    return {
      phase: 'open' as const,
      code: null,
      people: [],
      lastUser: process.vault.user,
      waitSeconds: 0,
      previous: null,
    };
  const { phase, code, people, waitSeconds, previous } = await lockedState(process);
  const recent = recentUsers(process.folder);
  const pins = phase === 'locked' && process.mode.kind === 'main' ? await process.host.ask('pin.there', {}) : [];
  const lastUser = recent.find((user) => people.some((person) => person.user === user)) ?? null;
  return {
    phase,
    code,
    people: byRecency(people, recent).map((person) => ({ ...person, pin: pins.includes(person.user) })),
    lastUser,
    waitSeconds: lastUser === null ? 0 : waitSeconds(lastUser),
    previous,
  };
}

/** What every login answers with, once its session stands. */
export async function opened(process: VaultProcess, vault: OpenVault): Promise<Me> {
  requireApprover(process, vault);
  process.vault = vault;
  if (process.mode.kind === 'main') rememberUser(process.folder, vault.user);
  process.host.send({ type: 'phase', phase: 'open', idleSeconds: idleOf(vault) });
  if (process.mode.kind === 'main') watchHours(process);
  tidyParcels(process, vault);
  tidyLeft(process, vault);
  tidyAccounts(process, vault);
  tidyInvites(process);
  checkInBackground(process);
  await keepSeen(process, vault);
  return me(contextOf(process));
}

function me({ process, vault, viewer }: Context): Me {
  const { policy, logins } = vault.chain.authority;
  const { preview } = process;
  const name = preview?.name ?? vault.content.personName.get(vault.user) ?? '';
  return {
    user: viewer.user,
    name,
    role: viewer.role,
    company: vault.content.meta.get('company') ?? '',
    reset: preview === null ? unconfirmedReset(vault) : null,
    actions: actionsOf(viewer, vault.chain.authority),
    passwordShort: preview === null && loginState(process).short,
    quarantine: vault.quarantine,
    missed: missedOf(vault),
    endings: vault.told.map(({ time, actor, code, first, known, entries, rows }) => ({
      at: time,
      by: vault.content.personName.get(actor) ?? '',
      code,
      first,
      known,
      entries,
      rows,
    })),
    previewing: preview === null ? null : { user: preview.user, name: preview.name },
    building: process.building,
    idleSeconds: idleOf(vault),
    factorWanted: preview === null && logins.rules.factor.includes(viewer.role) && ownLogin(vault).factor === null,
    factorsOff: recentlyOff(vault),
    office: { customers: policy?.customers ?? 'both', cards: policy?.cards ?? 'private' },
  };
}

function missedOf({ missed, content }: OpenVault): Me['missed'] {
  if (missed === null) return null;
  const { user, seq, hash, time, kept } = missed;
  const by = { user, name: content.personName.get(user) ?? '' };
  return { sequence: seq, code: journalCode(hash), at: time, by, kept };
}

/** For how long everybody is told that an owner has switched off somebody's second factor, in milliseconds. */
const told = 30 * 24 * 60 * 60 * 1_000;

function recentlyOff({ chain, content, clock }: OpenVault): Me['factorsOff'] {
  const since = clock.now() - told;
  return [...chain.authority.logins.factorsOff].flatMap(([user, at]) =>
    at >= since ? [{ user, at, name: content.personName.get(user) ?? '' }] : [],
  );
}

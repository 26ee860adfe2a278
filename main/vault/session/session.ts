import type { Handlers } from '../handlers.ts';
import type { sessionContract, Me } from '#shared/contract/session.ts';
import { VaultError } from '#shared/errors.ts';
import { actionsOf } from '../access/policy.ts';
import { checkInBackground } from '../audit/verification.ts';
import { requireApprover } from '../exports/approvalWindow.ts';
import { tidyParcels } from '../exports/expiry.ts';
import { tidyLeft } from '../leaving/tidy.ts';
import { unconfirmedReset } from '../passwords/reset.ts';
import { type Context, type VaultProcess, contextOf } from '../process.ts';
import { createVault } from './create.ts';
import { getDraft, putDraft } from './drafts.ts';
import { invitation, setNewcomerPassword } from './enrol.ts';
import { keepSeen, lockedState, login } from './login.ts';
import type { OpenVault } from './openVault.ts';
import { changePassword } from './password.ts';
import { keepPlace, place } from './place.ts';
import { byRecency, recentUsers, rememberUser } from './recent.ts';
import { idleOf, lastVisit } from './visits.ts';

export const session = {
  'session.status': status,
  'setup.create': async (process, input) => {
    if (process.vault !== null) throw new VaultError('alreadyLoggedIn');
    return opened(process, await process.oneAtATime(() => createVault(process, input)));
  },
  'session.login': async (process, { user, password }) => {
    if (process.vault !== null) throw new VaultError('alreadyLoggedIn');
    return opened(process, await login(process, user, password));
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
    return { phase: 'open' as const, code: null, people: [], lastUser: process.vault.user, waitSeconds: 0 };
  const { phase, code, people, waitSeconds } = await lockedState(process);
  const recent = recentUsers(process.folder);
  const lastUser = recent.find((user) => people.some((person) => person.user === user)) ?? null;
  return {
    phase,
    code,
    people: byRecency(people, recent),
    lastUser,
    waitSeconds: lastUser === null ? 0 : waitSeconds(lastUser),
  };
}

/** What every login answers with, once its session stands. */
export async function opened(process: VaultProcess, vault: OpenVault): Promise<Me> {
  requireApprover(process, vault);
  process.vault = vault;
  if (process.mode.kind === 'main') rememberUser(process.folder, vault.user);
  process.host.send({ type: 'phase', phase: 'open', idleSeconds: idleOf(vault) });
  tidyParcels(process, vault);
  tidyLeft(process, vault);
  checkInBackground(process);
  await keepSeen(process, vault);
  return me(contextOf(process));
}

function me({ process, vault, viewer }: Context): Me {
  const { policy } = vault.chain.authority;
  const { preview } = process;
  const name = preview?.name ?? vault.content.personName.get(vault.user) ?? '';
  return {
    user: viewer.user,
    name,
    role: viewer.role,
    company: vault.content.meta.get('company') ?? '',
    reset: preview === null ? unconfirmedReset(vault) : null,
    actions: [...actionsOf(viewer.role)],
    quarantine: vault.quarantine,
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
    office: { customers: policy?.customers ?? 'both', cards: policy?.cards ?? 'private' },
  };
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Handlers } from '../handlers.ts';
import type { sessionContract, Me } from '#shared/contract/session.ts';
import { isId } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { actionsOf } from '../access/policy.ts';
import { requireApprover } from '../exports/approvalWindow.ts';
import { tidyParcels } from '../exports/expiry.ts';
import { type Context, type VaultProcess, contextOf } from '../process.ts';
import { createVault } from './create.ts';
import { getDraft, putDraft } from './drafts.ts';
import { invitation, setNewcomerPassword } from './enrol.ts';
import { keepSeen, lockedState, login } from './login.ts';
import type { OpenVault } from './openVault.ts';
import { changePassword } from './password.ts';

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
  'session.me': me,
  'session.changePassword': changePassword,
  'enrol.invitation': invitation,
  'enrol.setPassword': setNewcomerPassword,
  'drafts.get': getDraft,
  'drafts.put': putDraft,
} satisfies Handlers<typeof sessionContract>;

const lastUserFile = 'last-user';

async function status(process: VaultProcess) {
  if (process.vault !== null)
    return { phase: 'open' as const, code: null, people: [], lastUser: process.vault.user, waitSeconds: 0 };
  const { phase, code, people, waitSeconds } = await lockedState(process);
  const path = join(process.folder, lastUserFile);
  const last = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  const lastUser = isId(last) && people.some(({ user }) => user === last) ? last : null;
  return { phase, code, people, lastUser, waitSeconds: lastUser === null ? 0 : waitSeconds(lastUser) };
}

/** How long a screen may stand without anybody at it, in seconds. */
const idle = 15 * 60;

async function opened(process: VaultProcess, vault: OpenVault): Promise<Me> {
  requireApprover(process, vault);
  process.vault = vault;
  if (process.mode.kind === 'main') writeFileSync(join(process.folder, lastUserFile), vault.user, { mode: 0o600 });
  process.host.send({ type: 'phase', phase: 'open', idleSeconds: idle });
  tidyParcels(process, vault);
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
    actions: [...actionsOf(viewer.role)],
    quarantine: vault.quarantine,
    previewing: preview === null ? null : { user: preview.user, name: preview.name },
    building: process.building,
    idleSeconds: idle,
    office: { customers: policy?.customers ?? 'both', cards: policy?.cards ?? 'private' },
  };
}

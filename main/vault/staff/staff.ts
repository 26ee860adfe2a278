import type { Output, Parsed } from '#shared/contract/index.ts';
import type { staffContract } from '#shared/contract/staff.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { emptyPlan, planWorksFor } from '../books/books.ts';
import type { Handlers } from '../handlers.ts';
import { randomBytes } from '../keys/crypto.ts';
import type { Context } from '../process.ts';
import { takeEnrolment } from '../session/enrolment.ts';
import { retype, wipeRetyped } from '../session/password.ts';
import { commit } from '../store/commit.ts';
import { type Newcomer, admit } from './admit.ts';
import { requireInPowers, requireSigner } from './deputies.ts';
import { list } from './list.ts';
import { endPreview, startPreview } from './preview.ts';
import { staffStatements } from './staff.sql.ts';

export const staff = {
  'staff.list': list,
  'staff.invite': invite,
  'staff.certify': certify,
  'staff.cancelInvite': ({ process }, { token }) => {
    invited(process).delete(token);
    return { done: true };
  },
  'staff.setWorksFor': setWorksFor,
  'staff.previewStart': startPreview,
  'staff.previewEnd': endPreview,
} satisfies Handlers<typeof staffContract>;

const invitedKey = Symbol('invited');
function invited(process: Context['process']): Map<string, Newcomer> {
  return process.state(invitedKey, () => new Map<string, Newcomer>());
}

/** Refuses to put anybody under somebody who is no manager. */
export function requireLeader({ vault }: Context, manager: Id | null): void {
  if (manager === null) return;
  if (vault.chain.authority.person(manager)?.role !== 'manager') throw new VaultError('managerInvalid');
}

/** Two people of one name could not be told apart on the login screen. */
export function requireFreeName({ view }: Context, name: string): void {
  const names = staffStatements(view).names.all();
  if (names.some((known) => known.name === name)) throw new VaultError('nameTaken');
}

/** Offers an invitation to the host; the newcomer answers it in a window and a process of their own. */
async function invite(
  context: Context,
  { name, role, worksFor }: Parsed<'staff.invite'>,
): Promise<Output<'staff.invite'>> {
  const { process, vault } = context;
  requireInPowers(context, role);
  requireLeader(context, role === 'salesperson' || role === 'service' ? worksFor : null);
  requireFreeName(context, name);
  const root = vault.chain.authority.root;
  if (root === null) throw new VaultError('vaultDamaged');
  const token = randomBytes(24).toString('base64url');
  const user = process.newId();
  await process.host.ask('invitation.offer', {
    token,
    vault: vault.id,
    user,
    rootPublic: Buffer.from(root).toString('base64url'),
    name,
    role,
    purpose: 'join',
    version: 1,
  });
  invited(process).set(token, {
    user,
    name,
    role,
    worksFor: role === 'salesperson' || role === 'service' ? worksFor : null,
  });
  return { token };
}

/** The password of the owner, or of a deputy, certifies a newcomer whose window has answered. */
async function certify(
  context: Context,
  { token, password }: Parsed<'staff.certify'>,
): Promise<Output<'staff.certify'>> {
  const { process } = context;
  const found = invited(process).get(token);
  if (found === undefined) throw new VaultError('invitationUnknown');
  // The password first: an enrolment can be taken only once.
  const retyped = await retype(context, password);
  try {
    requireSigner(context, retyped, found.role);
    const keys = await takeEnrolment(context, { token, user: found.user, version: 1 });
    admit(context, retyped, found, keys);
    invited(process).delete(token);
    return { user: found.user };
  } finally {
    wipeRetyped(retyped);
  }
}

async function setWorksFor(
  context: Context,
  { user, manager, password }: Parsed<'staff.setWorksFor'>,
): Promise<Output<'staff.setWorksFor'>> {
  const { vault } = context;
  requireLeader(context, manager);
  const person = vault.chain.authority.person(user);
  if (person === undefined || person.role === 'owner' || person.role === 'manager')
    throw new VaultError('managerInvalid');
  const retyped = await retype(context, password);
  try {
    if (retyped.root === null) throw new VaultError('notAllowed');
    const plan = emptyPlan();
    planWorksFor(plan, vault.ring, vault.chain.authority, user, manager);
    commit(vault, {
      kind: 'staff.worksFor',
      objects: manager === null ? [user] : [user, manager],
      items: plan.items,
      sealedKeys: plan.sealedKeys,
      root: retyped.root,
    });
    return { done: true };
  } finally {
    wipeRetyped(retyped);
  }
}

import type { Output, Parsed } from '#shared/contract/index.ts';
import type { Id } from '#shared/domain/ids.ts';
import { VaultError } from '#shared/errors.ts';
import { emptyPlan, planRekey } from '../books/books.ts';
import { planResetByDeputy } from '../books/deputyPlan.ts';
import type { Person } from '../journal/person.ts';
import { randomBytes } from '../keys/crypto.ts';
import type { Slot } from '../keys/slot.ts';
import type { Context } from '../process.ts';
import { boxRoot } from '../roots/rootBox.ts';
import { type Enrolled, takeEnrolment } from '../session/enrolment.ts';
import type { OpenVault } from '../session/openVault.ts';
import { changeKeys, exchangeSlot, type Retyped, retype, wipeRetyped } from '../session/password.ts';
import { endFor } from '../session/standing.ts';
import { requireInPowers, requireSigner } from '../staff/deputies.ts';
import { commit } from '../store/commit.ts';
import { databaseFor } from './settle.ts';

interface Invited {
  readonly user: Id;
  /** Which slot the person's window makes. */
  readonly version: number;
}
const invitedKey = Symbol('invited to a new password');
function invited(process: Context['process']): Map<string, Invited> {
  return process.state(invitedKey, () => new Map<string, Invited>());
}

/** The person whose password may be set anew here; of an owner by another one. */
function requireForgetful(context: Context, user: Id): Person {
  const { vault } = context;
  const person = vault.chain.authority.person(user);
  if (person === undefined || person.ended !== null) throw new VaultError('personUnknown');
  if (user === vault.user) throw new VaultError('notAllowed');
  requireInPowers(context, person.role);
  if (vault.viewer.role !== 'owner' && person.frozen !== null) throw new VaultError('deputyLimits');
  return person;
}

/** Offers the host a window in which the person sets a password; the owner's session never sees it. */
export async function inviteReset(
  context: Context,
  { user }: Parsed<'passwords.inviteReset'>,
): Promise<Output<'passwords.inviteReset'>> {
  const { process, vault } = context;
  const person = requireForgetful(context, user);
  const { root } = vault.chain.authority;
  if (root === null) throw new VaultError('vaultDamaged');
  const token = randomBytes(24).toString('base64url');
  const version = person.slot + 1;
  await process.host.ask('invitation.offer', {
    token,
    vault: vault.id,
    user,
    rootPublic: Buffer.from(root).toString('base64url'),
    name: vault.content.personName.get(user) ?? '',
    role: person.role,
    purpose: 'reset',
    version,
  });
  invited(process).set(token, { user, version });
  return { token };
}

export function cancelReset(
  { process }: Context,
  { token }: Parsed<'passwords.cancelReset'>,
): Output<'passwords.cancelReset'> {
  invited(process).delete(token);
  return { done: true };
}

/**
 * Gives a person the keys that their own window has made: ROOT names them, everything the person holds is made anew, and
 * what was sealed to the former keys is void. The former signing key is opened by nobody. A deputy names them with their
 * own key: they hand over the keys that they read with, and an owner makes all of them anew later.
 */
export async function resetPassword(
  context: Context,
  { token, password }: Parsed<'passwords.reset'>,
): Promise<Output<'passwords.reset'>> {
  const { process, vault } = context;
  const found = invited(process).get(token);
  if (found === undefined) throw new VaultError('invitationUnknown');
  // The password first: an enrolment can be taken only once.
  const retyped = await retype(context, password);
  try {
    const { root, recovery } = retyped;
    // Whoever has changed their password meanwhile has not forgotten it.
    const person = requireForgetful(context, found.user);
    if (person.slot + 1 !== found.version) throw new VaultError('invitationUnknown');
    requireSigner(context, retyped, person.role);
    const enrolled = await takeEnrolment(context, { token, ...found });
    const { ring, chain } = vault;
    const { authority } = chain;
    const plan = emptyPlan();
    const to = { user: found.user, sign: enrolled.sign, box: enrolled.box, slot: found.version };
    if (root === null) {
      const deputy = { user: vault.user, ring, authority };
      planResetByDeputy(plan, deputy, { ...to, role: person.role }, process.newId());
    } else {
      planRekey(plan, ring, authority, to, 'reset');
      if (person.role === 'owner' && recovery !== null) boxRoot(plan, to, { root, recovery }, authority.roots.length);
    }
    exchangeSlot(context, slotFor(context, retyped, enrolled), () => {
      commit(vault, {
        kind: 'password.reset',
        objects: [found.user],
        items: plan.items,
        sealedKeys: plan.sealedKeys,
        ...(root === null ? {} : { root }),
      });
    });
    invited(process).delete(token);
    return { user: found.user };
  } finally {
    wipeRetyped(retyped);
  }
}

function slotFor({ vault }: Context, { header }: Retyped, { slot: made, box }: Enrolled): Slot {
  const before = header.slots.find(({ user }) => user === made.user);
  if (before === undefined) throw new VaultError('slotRefused');
  return { ...made, database: databaseFor(vault, box), name: before.name };
}

/** Who set this person's password anew and when, until they have said that it was them who asked. */
export function unconfirmedReset({ chain, content, user }: OpenVault): { by: string; at: number } | null {
  const reset = chain.authority.person(user)?.reset ?? null;
  if (reset === null || reset.said !== null || reset.confirmed !== null) return null;
  return { by: content.personName.get(reset.by) ?? '', at: reset.at };
}

/**
 * They say that it was them, and choose a password that nobody has set for them: whoever kept that one, and says so in
 * their place, shuts them out by it and is noticed. It counts once ROOT has named the keys that come with it.
 */
export async function confirmReset(
  context: Context,
  { current, next }: Parsed<'passwords.confirm'>,
): Promise<Output<'passwords.confirm'>> {
  if (unconfirmedReset(context.vault) === null) throw new VaultError('notAllowed');
  const kind = 'password.confirm';
  return changeKeys(
    context,
    { current, next },
    { ask: kind, renew: kind, items: [{ t: 'confirm', user: context.vault.user }] },
  );
}

/** Somebody else has had this password set: nothing more is done under it until an owner has looked into it. */
export function disputeReset({ process, vault }: Context): Output<'passwords.dispute'> {
  commit(vault, { kind: 'password.dispute', objects: [vault.user], items: [{ t: 'dispute', user: vault.user }] });
  endFor(process, 'shutOut');
  return { done: true };
}

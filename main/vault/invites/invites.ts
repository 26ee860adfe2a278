import type { Output, Parsed } from '#shared/contract/index.ts';
import type { InvitationLine, invitesContract } from '#shared/contract/invites.ts';
import type { Id } from '#shared/domain/ids.ts';
import { makeSlipCode } from '#shared/domain/slipCode.ts';
import { VaultError } from '#shared/errors.ts';
import type { Handlers } from '../handlers.ts';
import { equal, randomBytes, sealTo } from '../keys/crypto.ts';
import type { Context } from '../process.ts';
import { checkEnrolled } from '../session/enrolment.ts';
import { retype, wipeRetyped } from '../session/password.ts';
import { admit } from '../staff/admit.ts';
import { requireInPowers, requireSigner } from '../staff/deputies.ts';
import { requireFreeName, requireLeader } from '../staff/staff.ts';
import { commit } from '../store/commit.ts';
import { answerInvite, openInvite } from './answer.ts';
import { codeLasts, fileNameOf, keyOfCode } from './code.ts';
import { dropInvite, writeInvite } from './files.ts';
import { type Offer, inviteIdOf, sealOffer, sixNumbers } from './offer.ts';
import { type Looked, type Pending, inTime, inviteKeyName, lookAt, pendingInvites } from './pending.ts';

export const invites = {
  'invites.make': make,
  'invites.list': list,
  'invites.end': end,
  'invites.accept': accept,
  'invites.open': openInvite,
  'invites.answer': answerInvite,
} satisfies Handlers<typeof invitesContract>;

/** Makes a code and what it opens. The key of the code is sealed to those who may confirm who answers. */
function make(context: Context, { name, role, worksFor, locale }: Parsed<'invites.make'>): Output<'invites.make'> {
  const { process, vault } = context;
  requireInPowers(context, role);
  const leader = role === 'salesperson' || role === 'service' ? worksFor : null;
  requireLeader(context, leader);
  requireFreeName(context, name);
  const { authority } = vault.chain;
  if (authority.root === null) throw new VaultError('vaultDamaged');
  const until = vault.clock.now() + codeLasts;
  const code = makeSlipCode(randomBytes(32));
  const offer: Offer = {
    user: process.newId(),
    role,
    worksFor: leader,
    name,
    company: vault.content.meta.get('company') ?? '',
    root: authority.root,
    until,
    locale,
  };
  const key = keyOfCode(vault.id, code);
  try {
    const invite = inviteIdOf(key, vault.id, offer);
    const file = fileNameOf(key, vault.id);
    writeInvite(process.folder, file, 'offer', sealOffer(key, vault.id, offer));
    try {
      commit(vault, {
        kind: 'staff.inviteMake',
        objects: [offer.user, invite],
        details: { role, until },
        sealedKeys: holders(context, vault.user).map(({ user, box }) => ({
          key: inviteKeyName(invite),
          generation: 0,
          user,
          sealed: sealTo(box, key.bytes),
        })),
      });
    } catch (error) {
      dropInvite(process.folder, file, 'offer');
      throw error;
    }
    return { invite, code, until };
  } finally {
    key.wipe();
  }
}

/** Whoever can confirm who answers: the owners, and the deputy who made the invitation. */
function holders({ vault }: Context, by: Id): { user: Id; box: Uint8Array }[] {
  return vault.chain.authority
    .active()
    .filter(({ user, role, frozen }) => frozen === null && (role === 'owner' || user === by));
}

function list(context: Context): Output<'invites.list'> {
  return { invitations: pendingInvites(context).map((pending) => line(context, pending)) };
}

function line(context: Context, pending: Pending): InvitationLine {
  const { invite, role, made, until } = pending;
  const nothing = { invite, role, made, until, name: null, words: null, locale: null };
  let looked: Looked;
  try {
    looked = lookAt(context, pending);
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    return { ...nothing, state: 'touched' };
  }
  const { key, offer, answer } = looked;
  key.wipe();
  const { vault } = context;
  const valid = inTime(pending, answer, vault.clock.now()) && isOfRoot(context, offer);
  return {
    ...nothing,
    name: offer.name,
    locale: offer.locale,
    state: !valid ? 'expired' : answer === null ? 'open' : 'answered',
    words: answer === null ? null : sixNumbers(vault.id, offer, answer),
  };
}

/** An invitation dies with the ROOT that it names. */
function isOfRoot({ vault }: Context, { root }: Offer): boolean {
  return vault.chain.authority.root !== null && equal(root, vault.chain.authority.root);
}

function find(context: Context, invite: Id): Pending {
  const found = pendingInvites(context).find((pending) => pending.invite === invite);
  if (found === undefined) throw new VaultError('inviteUnknown');
  return found;
}

function end(context: Context, { invite }: Parsed<'invites.end'>): Output<'invites.end'> {
  finish(context, find(context, invite), 'taken back');
  return { done: true };
}

/** The invitation is over: the journal says so, and neither its key nor its files stay. */
function finish(context: Context, pending: Pending, how: 'accepted' | 'taken back'): void {
  const { process, vault } = context;
  const key = vault.ring.sealedToMe(inviteKeyName(pending.invite));
  const file = key === null ? null : fileNameOf(key, vault.id);
  key?.wipe();
  commit(vault, {
    kind: 'staff.inviteEnd',
    objects: [pending.user, pending.invite],
    details: { how: how === 'accepted' ? 'accepted' : 'ended' },
    dropKeys: holders(context, pending.by).map(({ user }) => ({ key: inviteKeyName(pending.invite), user })),
  });
  if (file === null) return;
  dropInvite(process.folder, file, 'offer');
  dropInvite(process.folder, file, 'answer');
}

/** Certifies just the keys whose words were compared: an answer put in its place meanwhile has others. */
async function accept(
  context: Context,
  { invite, words, password }: Parsed<'invites.accept'>,
): Promise<Output<'invites.accept'>> {
  const { vault } = context;
  const pending = find(context, invite);
  const { key, offer, answer } = lookAt(context, pending);
  key.wipe();
  if (answer === null) throw new VaultError('enrolmentMissing');
  if (!inTime(pending, answer, vault.clock.now()) || !isOfRoot(context, offer)) throw new VaultError('inviteExpired');
  const shown = sixNumbers(vault.id, offer, answer);
  if (shown.some((number, i) => number !== words[i])) throw new VaultError('inviteTouched');
  requireFreeName(context, offer.name);
  requireLeader(context, offer.worksFor);
  const { user, role, name, worksFor } = offer;
  const { slot, sign, box, proof } = answer;
  const enrolled = checkEnrolled(context, { token: invite, user, version: 1 }, { slot, sign, box, proof });
  const retyped = await retype(context, password);
  try {
    requireSigner(context, retyped, role);
    admit(context, retyped, { user, role, name, worksFor }, enrolled);
  } finally {
    wipeRetyped(retyped);
  }
  finish(context, pending, 'accepted');
  return { user };
}

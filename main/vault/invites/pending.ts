import { z } from 'zod';
import type { Id } from '#shared/domain/ids.ts';
import { isBelowDeputy } from '#shared/domain/roles.ts';
import { VaultError } from '#shared/errors.ts';
import { type SecretKey, equal } from '../keys/crypto.ts';
import type { Context } from '../process.ts';
import { codeLasts, fileNameOf } from './code.ts';
import { readInvite } from './files.ts';
import { inviteStatements } from './invites.sql.ts';
import { type Answer, type Offer, inviteIdOf, openAnswer, openOffer } from './offer.ts';

/** How long after the code has run out an owner may still confirm who answered in time, in milliseconds: 7 days. */
export const confirmLasts = 7 * 86_400_000;

const objects = z.tuple([z.string(), z.string()], z.string());
const details = z.looseObject({
  role: z.enum(['manager', 'salesperson', 'service', 'auditor']),
  until: z.number(),
});

/** An invitation as an owner's entry of the journal names it. */
export interface Pending {
  readonly invite: Id;
  readonly user: Id;
  readonly role: z.infer<typeof details>['role'];
  /** Who made it: an owner, or a deputy, whose invitations end with their time. */
  readonly by: Id;
  readonly made: number;
  readonly until: number;
}

const keyNames = 'invite:';
export function inviteKeyName(invite: Id): string {
  return `${keyNames}${invite}`;
}
/** The invitation that a key's name stands for. */
export function inviteIdOfKey(name: string): Id {
  return name.slice(keyNames.length);
}

/** Invitations by those who may add people now that have neither become a person nor been ended. Nobody else's entry makes one. */
export function pendingInvites({ vault, view }: Context): Pending[] {
  const { authority } = vault.chain;
  const isOwner = (actor: Id): boolean => authority.person(actor)?.role === 'owner' && authority.stands(actor);
  const found = new Map<Id, Pending>();
  for (const entry of inviteStatements(view).entries.all(vault.clock.now() - codeLasts - confirmLasts)) {
    const named = objects.safeParse(JSON.parse(entry.objects));
    const by = entry.actor;
    if (!named.success || by === null || !(isOwner(by) || authority.deputises(by, 'add'))) continue;
    const [user, invite] = named.data;
    const said = details.safeParse(JSON.parse(entry.details));
    if (entry.kind === 'staff.inviteEnd') {
      if (isOwner(by) || found.get(invite)?.by === by) found.delete(invite);
    } else if (said.success && authority.person(user) === undefined && (isOwner(by) || isBelowDeputy(said.data.role)))
      found.set(invite, { invite, user, role: said.data.role, by, made: entry.time, until: said.data.until });
  }
  // A deputy does not read that an owner took theirs back: its key is gone.
  const here = (invite: Id): boolean =>
    isOwner(vault.user) || vault.sql.sealedKey.get(inviteKeyName(invite), 0, vault.user) !== undefined;
  return [...found.values()].filter(({ invite }) => here(invite));
}

/** What lies beside the vault for an invitation, held against what the owner's entry says. Wipe the key after use. */
export interface Looked {
  readonly key: SecretKey;
  readonly file: Id;
  readonly offer: Offer;
  readonly answer: Answer | null;
}

/**
 * Looks at the files of an invitation. Throws `inviteTouched` where they, or the key that lies sealed for the owners, are
 * not what the entry stands for; anybody who reaches the folder can write there.
 */
export function lookAt({ process, vault }: Context, { invite }: Pending): Looked {
  const key = vault.ring.sealedToMe(inviteKeyName(invite));
  if (key === null || key.bytes.byteLength !== 32) throw new VaultError('inviteTouched');
  try {
    const file = fileNameOf(key, vault.id);
    const sealed = readInvite(process.folder, file, 'offer');
    if (sealed === null) throw new VaultError('inviteTouched');
    const offer = openOffer(key, vault.id, sealed);
    if (inviteIdOf(key, vault.id, offer) !== invite) throw new VaultError('inviteTouched');
    const given = readInvite(process.folder, file, 'answer');
    return { key, file, offer, answer: given === null ? null : openAnswer(key, vault.id, given) };
  } catch (error) {
    key.wipe();
    throw error;
  }
}

/** Whether it was answered in time, and can still be confirmed. */
export function inTime({ until }: Pending, answer: Answer | null, now: number): boolean {
  return answer === null ? now <= until : answer.at <= until && now <= until + confirmLasts;
}

/** Who has answered in time with a whole answer, and waits for an owner. `at`: when, as their own computer dated it. */
export function answered(context: Context): { invite: Id; name: string; at: number }[] {
  const { root } = context.vault.chain.authority;
  return pendingInvites(context).flatMap((pending) => {
    try {
      const { key, offer, answer } = lookAt(context, pending);
      key.wipe();
      if (answer === null || root === null || !equal(offer.root, root)) return [];
      if (!inTime(pending, answer, context.vault.clock.now())) return [];
      return [{ invite: pending.invite, name: offer.name, at: answer.at }];
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      // What was touched is told where the invitations stand.
      return [];
    }
  });
}

import { z } from 'zod';
import { roles } from '../domain/roles.ts';
import { call, done, id, moment, nothing, password, shortText } from './call.ts';
import { locale } from './host.ts';

const employable = z.enum(['manager', 'salesperson', 'service', 'auditor']);
const code = z.string().min(1).max(100);
/** Six numbers from 0 to 2,047, which two screens show as words for two people to compare. */
const words = z.array(z.number().int().min(0).max(2047)).length(6);

export const invitation = z.strictObject({
  invite: id,
  /** null where what lies beside the vault for it is gone or was changed. */
  name: z.string().nullable(),
  role: z.enum(roles),
  made: moment,
  until: moment,
  /** `answered`: the newcomer has set a password and waits for an owner. `touched`: somebody changed what lies beside the vault. */
  state: z.enum(['open', 'answered', 'expired', 'touched']),
  words: words.nullable(),
  locale: locale.nullable(),
});

export const invitesContract = {
  /** A code for somebody who is not at the desk. It is shown this once. */
  'invites.make': call({
    input: z.strictObject({ name: shortText, role: employable, worksFor: id.nullable(), locale }),
    output: z.strictObject({ invite: id, code: z.string(), until: moment }),
    action: 'staff.add',
    journal: 'each',
  }),
  /** The invitations that have not become a person and were not taken back. */
  'invites.list': call({
    input: nothing,
    output: z.strictObject({ invitations: z.array(invitation) }),
    action: 'staff.add',
    journal: 'refusal',
  }),
  'invites.end': call({
    input: z.strictObject({ invite: id }),
    output: done,
    action: 'staff.add',
    journal: 'each',
  }),
  /** After both have compared the six words: the password of the owner, or of the deputy who made it, signs the certificate for just these keys. */
  'invites.accept': call({
    input: z.strictObject({ invite: id, words, password }),
    output: z.strictObject({ user: id }),
    action: 'staff.add',
    journal: 'each',
  }),
  /** On the login screen: what a code invites to. `words`: it was answered with a password before, and an owner has to confirm. */
  'invites.open': call({
    input: z.strictObject({ code }),
    output: z.strictObject({
      name: z.string(),
      role: employable,
      company: z.string(),
      minimumLength: z.number().int(),
      until: moment,
      words: words.nullable(),
      locale,
    }),
    action: 'public',
    journal: 'none',
  }),
  /** Makes the newcomer's keys from the password and leaves the public ones beside the vault, under the code's key. */
  'invites.answer': call({
    input: z.strictObject({ code, password }),
    output: z.strictObject({ words, locale }),
    action: 'public',
    journal: 'none',
  }),
} as const;
export type InvitationLine = z.infer<typeof invitation>;

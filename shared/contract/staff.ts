import { z } from 'zod';
import { deputyPowers, roles } from '../domain/roles.ts';
import { call, done, id, moment, nothing, password, shortText } from './call.ts';

const someone = z.strictObject({ user: id, name: z.string() });
/** Another person, and until when; null = until somebody ends it. */
const cover = z.strictObject({ user: id, name: z.string(), until: moment.nullable() });

export const staffMember = z.strictObject({
  user: id,
  name: z.string(),
  role: z.enum(roles),
  /** Whom this person works for; null = the owner alone. */
  worksFor: someone.nullable(),
  since: moment,
  lastLogin: moment.nullable(),
  customers: z.number().int().nullable(),
  you: z.boolean(),
  /** `left`: shut out for good; kept for the history. */
  state: z.enum(['active', 'frozen', 'left']),
  /** Since when it is so, and who did it where it was not the owner's signature alone. */
  stateSince: moment.nullable(),
  frozenBy: someone.nullable(),
  /** Who also looks after this person's customers, and whose customers this person also looks after. */
  lookedAfterBy: z.array(cover),
  looksAfter: z.array(cover),
  /** The last time somebody else set this person's password. */
  reset: z.strictObject({ by: someone, at: moment, said: moment.nullable(), confirmed: moment.nullable() }).nullable(),
  /** The deputy who added this person. */
  addedBy: someone.nullable(),
  deputy: z.strictObject({ may: z.array(z.enum(deputyPowers)), until: moment }).nullable(),
  /** New keys that they asked for and that wait for an owner. */
  keysAsked: moment.nullable(),
});

export const staffContract = {
  'staff.list': call({
    input: nothing,
    output: z.strictObject({ people: z.array(staffMember) }),
    action: 'staff.read',
    journal: 'refusal',
  }),
  /** First step of adding somebody at the desk; `host.openNewcomer` with the token opens the newcomer's window. */
  'staff.invite': call({
    input: z.strictObject({ name: shortText, role: z.enum(roles), worksFor: id.nullable() }),
    output: z.strictObject({ token: z.string() }),
    action: 'staff.add',
    journal: 'refusal',
  }),
  /** Last step: the password of the owner, or of a deputy, signs the certificate. Refused until the newcomer has set a password. */
  'staff.certify': call({
    input: z.strictObject({ token: z.string().max(64), password }),
    output: z.strictObject({ user: id }),
    action: 'staff.add',
    journal: 'each',
  }),
  'staff.cancelInvite': call({
    input: z.strictObject({ token: z.string().max(64) }),
    output: done,
    action: 'staff.add',
    journal: 'none',
  }),
  /** Gives the manager the keys of that person's customers, or (null) takes the person from under a manager. */
  'staff.setWorksFor': call({
    input: z.strictObject({ user: id, manager: id.nullable(), password }),
    output: done,
    action: 'staff.manage',
    journal: 'each',
  }),
  /** From here on this session's reads are answered from the database that person's screens would have. */
  'staff.previewStart': call({
    input: z.strictObject({ user: id }),
    output: done,
    action: 'staff.preview',
    journal: 'each',
  }),
  'staff.previewEnd': call({ input: nothing, output: done, action: 'session', journal: 'none' }),
} as const;
export type StaffMember = z.infer<typeof staffMember>;

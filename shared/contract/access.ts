import { z } from 'zod';
import { roles } from '../domain/roles.ts';
import { call, done, id, moment, nothing, password } from './call.ts';

/** Why somebody is shut out until an owner decides. */
export const freezeReasons = ['unusual', 'leaving', 'passwordKnown', 'other'] as const;
/** Asked of owners, whose password signs; managers do without. */
const ownersPassword = password.nullable();

/** Something that waits for an owner. `user`: whom it is about. */
export const due = z.discriminatedUnion('kind', [
  /** Time, or a manager, has ended it; the keys are still to be made anew. */
  z.strictObject({ kind: z.literal('coverKeys'), count: z.number().int() }),
  z.strictObject({ kind: z.literal('askedKeys'), user: id, name: z.string(), since: moment }),
  /** Let in again; what was made while they were stopped is still to be given to them. */
  z.strictObject({ kind: z.literal('owedKeys'), user: id, name: z.string() }),
  /** Codes for other accounts of this computer that nobody has used yet. */
  z.strictObject({ kind: z.literal('accountCodes'), count: z.number().int() }),
  z.strictObject({ kind: z.literal('databaseKey') }),
  z.strictObject({ kind: z.literal('newRoot') }),
  /** Shut out: for good, or let in again? */
  z.strictObject({ kind: z.literal('frozen'), user: id, name: z.string(), since: moment, by: z.string() }),
  z.strictObject({ kind: z.literal('unconfirmed'), user: id, name: z.string(), since: moment }),
  /** What a deputy did for them gave less than an owner would have: is it right that they get the rest? */
  z.strictObject({
    kind: z.literal('keysWait'),
    user: id,
    name: z.string(),
    by: z.string(),
    since: moment,
    cause: z.enum(['added', 'reset']),
  }),
  /** They have not yet logged in as an owner. */
  z.strictObject({ kind: z.literal('ownerNotReady'), user: id, name: z.string(), since: moment }),
  /** Somebody has answered the code they were given, and waits for the six words to be compared. */
  z.strictObject({ kind: z.literal('answered'), invite: id, name: z.string(), since: moment }),
  /** If they lose their password nobody can let anybody in. */
  z.strictObject({ kind: z.literal('onlyOwner') }),
  /** The newest entry is dated `since`, far ahead of this computer's clock (`now`), as somebody's was: `name`. */
  z.strictObject({ kind: z.literal('clock'), now: moment, since: moment, name: z.string() }),
]);
export type Due = z.infer<typeof due>;

/** What an office's people may do, and for how long. */
export const accessContract = {
  /** Shuts somebody out at once; an owner decides later whether for good. */
  'staff.freeze': call({
    input: z.strictObject({ user: id, reason: z.enum(freezeReasons) }),
    output: done,
    action: 'staff.freeze',
    journal: 'each',
  }),
  'staff.thaw': call({
    input: z.strictObject({ user: id, password: ownersPassword }),
    /** `waits`: keys were made meanwhile that only an owner can give them. */
    output: z.strictObject({ waits: z.boolean() }),
    action: 'staff.freeze',
    journal: 'each',
  }),
  /** `by` also looks after the customers of `user`; a manager only until a day. */
  'staff.cover': call({
    input: z.strictObject({ user: id, by: id, until: moment.nullable(), password: ownersPassword }),
    output: done,
    action: 'staff.cover',
    journal: 'each',
  }),
  'staff.endCover': call({
    input: z.strictObject({ user: id, by: id, password: ownersPassword }),
    output: done,
    action: 'staff.cover',
    journal: 'each',
  }),
  /** Another role. `handTo`: who gets the customers where the new role keeps none. */
  'staff.setRole': call({
    input: z.strictObject({
      user: id,
      role: z.enum(roles),
      handTo: z.union([id, z.literal('pool')]).nullable(),
      password,
    }),
    output: done,
    action: 'staff.manage',
    journal: 'each',
  }),
  /** What waits for an owner. */
  'staff.due': call({
    input: nothing,
    output: z.strictObject({ due: z.array(due) }),
    action: 'staff.manage',
    journal: 'refusal',
  }),
  /** Does now what needs nothing but an owner's password. */
  'staff.finishDue': call({
    input: z.strictObject({ password }),
    output: z.strictObject({ done: z.number().int() }),
    action: 'staff.manage',
    journal: 'refusal',
  }),
  /** The office has one owner and means to: nobody is asked for a second one any more. */
  'staff.oneOwner': call({ input: nothing, output: done, action: 'staff.manage', journal: 'each' }),
  /** Who was stopped since this owner was here last, by whom and why; for the question that a login begins with. */
  'staff.stopped': call({
    input: nothing,
    output: z.strictObject({
      people: z.array(
        z.strictObject({
          user: id,
          name: z.string(),
          at: moment,
          /** null: they have said themselves that a new password was not theirs. */
          by: z.string().nullable(),
          reason: z.enum(freezeReasons),
        }),
      ),
    }),
    action: 'staff.manage',
    journal: 'refusal',
  }),
  /** The journal goes on with the date of this computer's clock, where it is dated far ahead of it. */
  'staff.setClock': call({
    input: z.strictObject({ password }),
    output: done,
    action: 'staff.manage',
    journal: 'each',
  }),
} as const;

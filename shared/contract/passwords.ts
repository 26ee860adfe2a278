import { z } from 'zod';
import { call, done, id, nothing, password } from './call.ts';
import { me } from './session.ts';

const token = z.string().max(64);

export const passwordsContract = {
  /** First step of setting a forgotten password anew: `host.openNewcomer` with the token opens the person's own window. */
  'passwords.inviteReset': call({
    input: z.strictObject({ user: id }),
    output: z.strictObject({ token }),
    action: 'passwords.reset',
    journal: 'refusal',
  }),
  /** Last step: the password of the owner, or of a deputy, gives the person new keys. Refused until they have set a password. */
  'passwords.reset': call({
    input: z.strictObject({ token, password }),
    output: z.strictObject({ user: id }),
    action: 'passwords.reset',
    journal: 'each',
  }),
  'passwords.cancelReset': call({
    input: z.strictObject({ token }),
    output: done,
    action: 'passwords.reset',
    journal: 'none',
  }),
  /**
   * "It was me", with a password that nobody else has set: the keys change with it, and once an owner's have named them,
   * what was signed since the reset counts like everything else. `new`: at once, and the session ends.
   */
  'passwords.confirm': call({
    input: z.strictObject({ current: password, next: password }),
    output: z.strictObject({ keys: z.enum(['new', 'asked']) }),
    action: 'session',
    journal: 'each',
  }),
  /** "It was not me": the account is shut at once, and the owner told. The session ends. */
  'passwords.dispute': call({ input: nothing, output: done, action: 'session', journal: 'each' }),
  /** Whether there is a recovery slip of one's own that still counts. */
  'passwords.slip': call({
    input: nothing,
    output: z.strictObject({ valid: z.boolean(), no: z.number().int() }),
    action: 'passwords.slip',
    journal: 'none',
  }),
  /** A new recovery slip; the former one no longer counts. The code is shown this once and kept nowhere. */
  'passwords.makeSlip': call({
    input: z.strictObject({ password }),
    output: z.strictObject({ code: z.string(), no: z.number().int() }),
    action: 'passwords.slip',
    journal: 'each',
  }),
  'passwords.voidSlip': call({ input: nothing, output: done, action: 'passwords.slip', journal: 'each' }),
  /** Logs in with the code on one's slip and sets a new password; the slip is used up. Wrong codes wait like wrong passwords. */
  'passwords.useSlip': call({
    input: z.strictObject({
      user: id,
      code: z.string().max(100),
      next: password,
      /** Where the person has a second factor. */
      factor: z.string().max(40).optional(),
    }),
    output: me,
    action: 'public',
    journal: 'none',
  }),
} as const;

import { z } from 'zod';
import { actions, roles } from '../domain/roles.ts';
import { call, done, id, moment, nothing, password, shortText } from './call.ts';
import { locale } from './host.ts';
import { loginCode, pinCode } from './logins.ts';

/** Why the vault is read-only: which check failed and, where it is known, at which journal entry. */
export const quarantine = z.strictObject({
  code: z.enum([
    'journalBroken',
    'journalTruncated',
    'rowChanged',
    'headerForged',
    'viewAhead',
    'signatureInvalid',
    'notAuthorised',
    'fileDamaged',
  ]),
  sequence: z.number().int().nullable(),
});

export const me = z.strictObject({
  user: id,
  name: z.string(),
  role: z.enum(roles),
  company: z.string(),
  /** Who set this person's password anew and when, until they have confirmed that it was them who asked. */
  reset: z.strictObject({ by: z.string(), at: moment }).nullable(),
  /** Their role asks for a longer password than they have typed: until they have chosen one, nothing else is answered. */
  passwordShort: z.boolean(),
  /** What the program offers this person; the vault refuses the rest whatever the screen shows. */
  actions: z.array(z.enum(actions)),
  quarantine: quarantine.nullable(),
  /**
   * Of an alarm over entries that are gone: the newest that somebody had seen, and where that was kept. `at`: when it was
   * written, where that is known.
   */
  missed: z
    .strictObject({
      sequence: z.number().int(),
      code: z.string(),
      at: moment.nullable(),
      by: z.strictObject({ user: id, name: z.string() }),
      kept: z.enum(['view', 'keychain', 'slot']),
    })
    .nullable(),
  /** Alarms that an owner has ended since this person was here last: told once. */
  endings: z.array(
    z.strictObject({
      at: moment,
      by: z.string(),
      code: z.string(),
      first: z.number().int().nullable(),
      known: z.number().int(),
      entries: z.number().int(),
      rows: z.number().int(),
    }),
  ),
  /** Whom the owner is looking as (`staff.previewStart`), if so. */
  previewing: z.strictObject({ user: id, name: z.string() }).nullable(),
  /** True while the database behind the screens is still being built; `view.progress` events follow. */
  building: z.boolean(),
  /** Seconds without activity until the screen locks. */
  idleSeconds: z.number().int(),
  /** The office asks this person for a second factor, and they have not set one up. */
  factorWanted: z.boolean(),
  /** Whose second factor an owner has switched off within the last 30 days: everybody is told. */
  factorsOff: z.array(z.strictObject({ user: id, name: z.string(), at: moment })),
  office: z.strictObject({ customers: z.enum(['firms', 'people', 'both']), cards: z.enum(['private', 'shared']) }),
});

export const sessionContract = {
  /** What the first screen needs to know. */
  'session.status': call({
    input: nothing,
    output: z.strictObject({
      phase: z.enum(['noVault', 'locked', 'open', 'unusable']),
      /** Of `unusable`: the code of the sentence that says why and what to do. */
      code: z.string().nullable(),
      /** `pin`: a PIN leads back for this person at the moment. */
      people: z.array(z.strictObject({ user: id, name: z.string(), pin: z.boolean() })),
      lastUser: id.nullable(),
      /** Seconds to wait after wrong passwords; 0 = none. */
      waitSeconds: z.number().int().nonnegative(),
      /** Where the key file is damaged: when the one before it was written, which can be read. */
      previous: moment.nullable(),
    }),
    action: 'public',
    journal: 'none',
  }),
  /**
   * Puts the previous key file in the place of one that cannot be read. It has no authority: ways in that no longer count
   * are refused all the same. The next login tells the journal. Throws `headerWhole` where there is nothing to mend.
   */
  'session.putBackHeader': call({ input: nothing, output: done, action: 'public', journal: 'none' }),
  /** First run: makes the vault, its keys and its owner. Passwords of owners have at least 15 characters. */
  'setup.create': call({
    input: z.strictObject({
      locale,
      company: shortText,
      name: shortText,
      password,
      size: z.enum(['alone', 'few', 'more']),
      customers: z.enum(['firms', 'people', 'both']),
      cards: z.enum(['private', 'shared']),
    }),
    output: me,
    action: 'public',
    journal: 'none',
  }),
  'session.login': call({
    /** `code`: of the second factor, where the person has one (`codeNeeded`). */
    input: z.strictObject({ user: id, password, code: loginCode.optional() }),
    output: me,
    action: 'public',
    journal: 'none',
  }),
  /** The short way back, within four hours of a login with the password. */
  'session.loginPin': call({
    input: z.strictObject({ user: id, pin: pinCode }),
    output: me,
    action: 'public',
    journal: 'none',
  }),
  /** When this person was last here and what was done with their key since; from their own entries. */
  'session.lastVisit': call({
    input: nothing,
    output: z.strictObject({
      last: z.strictObject({ from: moment, until: moment, actions: z.number().int() }).nullable(),
      /** Uses of their key after that visit and before this one, as by an approval at a colleague's desk. */
      since: z.strictObject({ count: z.number().int(), first: moment, last: moment }).nullable(),
    }),
    action: 'session',
    journal: 'none',
  }),
  /** Where the person is: page, order, filters, scroll. Kept by the session and sealed on their desk when it ends. */
  'session.keepPlace': call({
    input: z.strictObject({ text: z.string().max(8_192) }),
    output: done,
    action: 'drafts.write',
    journal: 'none',
  }),
  'session.place': call({
    input: nothing,
    output: z.strictObject({ text: z.string().nullable() }),
    action: 'drafts.write',
    journal: 'none',
  }),
  'session.me': call({ input: nothing, output: me, action: 'session', journal: 'none' }),
  'session.changePassword': call({
    /** `known`: somebody may know the old password, so the keys change with it. */
    input: z.strictObject({ current: password, next: password, known: z.boolean().default(false) }),
    /** The keys are the same; new ones wait for an owner; or (an owner's) are new, and the session ends. */
    output: z.strictObject({ keys: z.enum(['same', 'asked', 'new']) }),
    action: 'session',
    journal: 'each',
  }),
  /** In the newcomer's own window: what the window greets with. */
  'enrol.invitation': call({
    input: nothing,
    output: z.strictObject({
      name: z.string(),
      role: z.enum(roles),
      /** Somebody new, or somebody who has forgotten their password. */
      purpose: z.enum(['join', 'reset']),
      minimumLength: z.number().int(),
    }),
    action: 'public',
    journal: 'none',
  }),
  /** Makes the newcomer's keys from the password; the owner's session certifies them (`staff.certify`). */
  'enrol.setPassword': call({ input: z.strictObject({ password }), output: done, action: 'public', journal: 'none' }),
  /** A half-written text, sealed on the person's own desk so that lock and crash keep it. */
  'drafts.get': call({
    input: z.strictObject({ key: z.string().min(1).max(100) }),
    output: z.strictObject({ text: z.string().nullable(), saved: moment.nullable() }),
    action: 'drafts.write',
    journal: 'none',
  }),
  /** Empty text removes the draft. */
  'drafts.put': call({
    input: z.strictObject({ key: z.string().min(1).max(100), text: z.string().max(65_536) }),
    output: done,
    action: 'drafts.write',
    journal: 'refusal',
  }),
} as const;
export type QuarantineCode = z.infer<typeof quarantine>['code'];
export type Me = z.infer<typeof me>;

import { z } from 'zod';
import { loginRules } from '../domain/loginRules.ts';
import { roles } from '../domain/roles.ts';
import { call, done, id, nothing, password } from './call.ts';

/** A code from a telephone, or one of the ten on paper. */
export const loginCode = z.string().trim().min(6).max(20);
/** Digits for the short way back. */
export const pinCode = z.string().regex(/^\d{6,12}$/);

/** What logging in takes beside the password, of oneself and in the office. */
export const loginsContract = {
  'logins.own': call({
    input: nothing,
    output: z.strictObject({
      factor: z.strictObject({ on: z.boolean(), wanted: z.boolean(), codesLeft: z.number().int() }),
      pin: z.strictObject({ on: z.boolean(), allowed: z.boolean() }),
    }),
    action: 'session',
    journal: 'none',
  }),
  /** First step of a second factor: the secret for the telephone. It counts once a code of it has been typed. */
  'logins.factorBegin': call({
    input: nothing,
    output: z.strictObject({ secret: z.string(), uri: z.string() }),
    action: 'session',
    journal: 'none',
  }),
  /** Answers the ten recovery codes; they are shown this once. */
  'logins.factorConfirm': call({
    input: z.strictObject({ code: loginCode, password }),
    output: z.strictObject({ codes: z.array(z.string()) }),
    action: 'session',
    journal: 'each',
  }),
  'logins.factorOff': call({ input: z.strictObject({ password }), output: done, action: 'session', journal: 'each' }),
  /** Before a step that asks for the password again: a code, good for two minutes. */
  'logins.giveCode': call({
    input: z.strictObject({ code: loginCode }),
    output: done,
    action: 'session',
    journal: 'none',
  }),
  'logins.pinOn': call({
    input: z.strictObject({ pin: pinCode, password }),
    output: done,
    action: 'session',
    journal: 'each',
  }),
  'logins.pinOff': call({ input: nothing, output: done, action: 'session', journal: 'each' }),
  'logins.office': call({
    input: nothing,
    output: z.strictObject({
      rules: loginRules,
      people: z.array(z.strictObject({ user: id, name: z.string(), role: z.enum(roles), factor: z.boolean() })),
    }),
    action: 'staff.manage',
    journal: 'refusal',
  }),
  'logins.setRules': call({
    input: z.strictObject({ rules: loginRules, password }),
    output: done,
    action: 'staff.manage',
    journal: 'each',
  }),
  /** Switches off somebody's second factor, as after a lost telephone; everybody is told. */
  'logins.factorOffFor': call({
    input: z.strictObject({ user: id, password }),
    output: done,
    action: 'staff.manage',
    journal: 'each',
  }),
} as const;

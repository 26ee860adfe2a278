import { z } from 'zod';
import { call, done, id, moment, nothing, password } from './call.ts';

const someone = z.strictObject({ user: id, name: z.string() });

/** An account of the operating system in which the vault may be, or might be, opened. */
const osAccount = z.strictObject({
  device: id,
  /** What the computer calls it; null where nobody has said. A word for people, not a proof. */
  name: z.string().nullable(),
  since: moment,
  /** Whose login was the first there. */
  by: someone.nullable(),
  /** The one that this session runs in. */
  here: z.boolean(),
  /** When an owner took it away. */
  ended: moment.nullable(),
});
const accountCode = z.strictObject({ code: id, made: moment, until: moment, by: someone.nullable() });

export const accountsContract = {
  /** The accounts of this computer that open the vault, or did, and the codes that let another one in. */
  'accounts.list': call({
    input: nothing,
    output: z.strictObject({
      accounts: z.array(osAccount),
      codes: z.array(accountCode),
      /** Whether other accounts of the computer can reach the vault's folder at all. */
      shared: z.boolean(),
    }),
    action: 'office.secure',
    journal: 'refusal',
  }),
  /** A code that lets one more account of this computer in. It is shown this once. */
  'accounts.makeCode': call({
    input: z.strictObject({ password }),
    output: z.strictObject({ code: id, text: z.string(), until: moment }),
    action: 'office.secure',
    journal: 'each',
  }),
  'accounts.endCode': call({
    input: z.strictObject({ code: id }),
    output: done,
    action: 'office.secure',
    journal: 'each',
  }),
  /** From here on the account no longer opens the vault, and what is written there does not count. */
  'accounts.end': call({
    input: z.strictObject({ device: id, password }),
    output: done,
    action: 'office.secure',
    journal: 'each',
  }),
  /** In an account that cannot open the vault yet: what the code seals goes into its keychain, under keys of its own. */
  'accounts.join': call({
    input: z.strictObject({ code: z.string().min(1).max(100) }),
    output: done,
    action: 'public',
    journal: 'none',
  }),
} as const;

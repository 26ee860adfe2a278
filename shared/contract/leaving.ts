import { z } from 'zod';
import { watchedHabits } from './audit.ts';
import { call, id, moment, password } from './call.ts';

const number = z.number().int().nonnegative();
const someone = z.strictObject({ user: id, name: z.string() });
/** One week of the report, which begins on its Monday. */
const leavingWeek = z.strictObject({
  from: moment,
  /** Days on which the person worked. */
  days: number,
  /** Distinct customers a day, added up. */
  opened: number,
  written: number,
  exported: number,
  refused: number,
  night: number,
  /** What was far more than this person's usual on some day of it. */
  unusual: z.array(z.enum(watchedHabits)),
});
/** `waits`: another window or program has the vault open; the key is made at the next login of an owner, or on asking. */
const databaseKey = z.enum(['made', 'waits']);

export const leavingContract = {
  /** What shutting a person out will do, and what they did in the last 90 days. */
  'leaving.outline': call({
    input: z.strictObject({ user: id }),
    output: z.strictObject({
      customers: number,
      /** Who worked for them, and then works for the owner alone. */
      led: z.array(someone).max(500),
      /** Their requests and approvals that have not left yet. */
      requests: number,
      weeks: z.array(leavingWeek).max(14),
      /** Distinct customers they opened in that time. */
      openedInAll: number,
    }),
    action: 'staff.manage',
    journal: 'refusal',
  }),
  /**
   * Shuts a person out for good: rights, slot, view and requests go, every key they held is made anew, their customers go
   * to `handTo` (null: they stay where they are). Then the database gets a new key.
   */
  'leaving.revoke': call({
    input: z.strictObject({ user: id, password, handTo: z.union([id, z.literal('pool')]).nullable() }),
    output: z.strictObject({ handed: number, keys: number, requests: number, databaseKey }),
    action: 'staff.manage',
    journal: 'each',
  }),
  /** What was done for somebody who left. */
  'leaving.record': call({
    input: z.strictObject({ user: id }),
    output: z.strictObject({
      at: moment,
      by: someone,
      keys: number,
      requests: number,
      handed: number,
      /** Who received the customers; null where they stayed. */
      to: z.union([someone, z.literal('pool')]).nullable(),
      databaseKey,
    }),
    action: 'staff.manage',
    journal: 'refusal',
  }),
} as const;
export type LeavingWeek = z.infer<typeof leavingWeek>;

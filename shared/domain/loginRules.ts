import { z } from 'zod';
import { roles, type Role } from './roles.ts';

/** Roles whose login may be limited to hours: everybody but the owner, who is never shut out. */
export const limitedRoles = ['manager', 'salesperson', 'service', 'auditor'] as const satisfies readonly Role[];

const minutes = z.number().int().min(0).max(1_440);
/** When a role may log in, by the computer's clock: days as bits from Monday (1) to Sunday (64), minutes since midnight. */
export const loginHours = z
  .strictObject({ days: z.number().int().min(1).max(127), from: minutes.max(1_439), until: minutes.min(1) })
  .refine(({ from, until }) => from < until);
export type LoginHours = z.infer<typeof loginHours>;

/** What the office asks of logins beside the password. All of it is the program's: keys know no time and no telephone. */
export const loginRules = z.strictObject({
  /** A role that is not named may log in at any time. */
  hours: z.partialRecord(z.enum(limitedRoles), loginHours),
  /** Roles that are asked for a code from their telephone. */
  factor: z.array(z.enum(roles)).max(roles.length),
  /** Whether people may come back by PIN within four hours. */
  pin: z.boolean(),
});
export type LoginRules = z.infer<typeof loginRules>;

/** What holds until the owner says otherwise. */
export const firstLoginRules: LoginRules = { hours: {}, factor: [], pin: true };

/** The hours that bind a role; null = none. */
export function hoursOf({ hours }: LoginRules, role: Role): LoginHours | null {
  return role === 'owner' ? null : (hours[role] ?? null);
}

/** Seconds for which a login may still last at a moment; 0 outside the hours, null where no hours bind. */
export function secondsWithin(hours: LoginHours | null, at: Date): number | null {
  if (hours === null) return null;
  // JavaScript's week begins with Sunday.
  const day = 1 << ((at.getDay() + 6) % 7);
  const second = at.getHours() * 3_600 + at.getMinutes() * 60 + at.getSeconds();
  if ((hours.days & day) === 0 || second < hours.from * 60) return 0;
  return Math.max(0, hours.until * 60 - second);
}

import { z } from 'zod';
import { deputyPowers } from '../domain/roles.ts';
import { call, done, id, moment, password } from './call.ts';

/** An owner leaves a part of the office to a manager until a day, and gives afterwards what only an owner can. */
export const deputiesContract = {
  /** From now on, instead of what was left to them before. */
  'deputies.name': call({
    input: z.strictObject({ user: id, may: z.array(z.enum(deputyPowers)).min(1).max(3), until: moment, password }),
    output: done,
    action: 'staff.manage',
    journal: 'each',
  }),
  'deputies.end': call({
    input: z.strictObject({ user: id, password }),
    output: done,
    action: 'staff.manage',
    journal: 'each',
  }),
  /** Gives somebody whom a deputy added, or whose password a deputy set anew, the keys that the deputy did not hold. */
  'deputies.give': call({
    input: z.strictObject({ user: id, password }),
    output: done,
    action: 'staff.manage',
    journal: 'each',
  }),
} as const;

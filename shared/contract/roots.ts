import { z } from 'zod';
import { call, password } from './call.ts';

export const rootsContract = {
  /** A new master key of the office: the one before signs it, and nothing that the one before signs later counts. */
  'roots.renew': call({
    input: z.strictObject({ password }),
    /** `waits`: another window has the database open; its key follows at an owner's next login. */
    output: z.strictObject({ databaseKey: z.enum(['made', 'waits']) }),
    action: 'office.secure',
    journal: 'each',
  }),
} as const;

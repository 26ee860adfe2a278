import { z } from 'zod';
import { id } from './call.ts';

/** Everything that reaches a window unasked. The host forwards nothing else. */
export const eventContract = {
  /** The session ended (lock, idle, suspend, crash); the window goes to the lock screen. */
  'session.ended': z.strictObject({
    reason: z.enum(['lock', 'idle', 'suspend', 'hours', 'probing', 'renewed', 'shutOut', 'accountEnded', 'crash']),
  }),
  /** The hours in which this person may be logged in end soon; null: they do not after all. */
  'session.hours': z.strictObject({ secondsLeft: z.number().int().nullable() }),
  'host.lockWarning': z.strictObject({ secondsLeft: z.number().int().nullable() }),
  /** Something changed, here or in another process: which lists to fetch again. */
  'data.changed': z.strictObject({
    what: z.array(z.enum(['customers', 'notes', 'staff', 'exports', 'imports', 'journal', 'session'])),
    /** Ids of customers touched, where there are few. */
    ids: z.array(id).max(50),
  }),
  'view.progress': z.strictObject({ done: z.number().int(), total: z.number().int(), ready: z.boolean() }),
  /** How far a check of the whole journal is: entries and sealed rows. */
  'journal.progress': z.strictObject({ done: z.number().int(), total: z.number().int(), running: z.boolean() }),
  'imports.progress': z.strictObject({
    import: id,
    state: z.enum(['running', 'done', 'cancelled', 'failed']),
    code: z.string().nullable(),
    rows: z.number().int(),
    imported: z.number().int(),
    problems: z.number().int(),
    total: z.number().int().nullable(),
  }),
  /** The newcomer has set a password; the owner may certify. */
  'staff.enrolled': z.strictObject({ token: z.string() }),
  /** The newcomer closed the window without. */
  'staff.enrolCancelled': z.strictObject({ token: z.string() }),
  /** How far shutting somebody out is: their customers one by one, then the key of the database in one go. */
  'leaving.progress': z.strictObject({
    user: id,
    step: z.enum(['customers', 'databaseKey']),
    done: z.number().int(),
    total: z.number().int(),
  }),
  'exports.progress': z.strictObject({ id, rows: z.number().int(), total: z.number().int() }),
} as const;
export type EventName = keyof typeof eventContract;
export type EventPayload<N extends EventName> = z.infer<(typeof eventContract)[N]>;

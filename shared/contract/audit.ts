import { z } from 'zod';
import { limits } from '../domain/fields.ts';
import { call, id, moment, nothing } from './call.ts';

/** One journal entry as the screen tells it: the parts of a sentence, no field values. */
export const journalLine = z.strictObject({
  /** Sequence number in this machine's journal. */
  sequence: z.number().int(),
  at: moment,
  /** null: the program itself, before anybody logged in. */
  actor: z.strictObject({ user: id, name: z.string() }).nullable(),
  /** Kind of entry, such as `customer.reveal`; the renderer has a sentence for each. */
  kind: z.string(),
  /** Whom or what it concerns: a name where this person may read it, else a reference number made from the id. */
  objects: z
    .array(
      z.strictObject({
        id,
        kind: z.enum(['customer', 'person', 'request', 'other']),
        name: z.string().nullable(),
        reference: z.string(),
      }),
    )
    .max(5),
  /** How many objects in all. */
  count: z.number().int(),
  /** Closed words such as field ids, a reason code, a role. */
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});

const filter = z.strictObject({
  person: id.optional(),
  customer: id.optional(),
  /** Prefix of the kind, such as `customer.` or `export.approve`. */
  kind: z.string().max(60).optional(),
  from: moment.optional(),
  to: moment.optional(),
});

export const auditContract = {
  /** Newest first. Owner and auditor: all; everybody else is refused here and has `journal.mine`. */
  'journal.list': call({
    input: z.strictObject({ filter, after: z.number().int().nullable(), limit: z.number().int().min(1).max(200) }),
    output: z.strictObject({ lines: z.array(journalLine).max(limits.page), next: z.number().int().nullable() }),
    action: 'journal.readAll',
    journal: 'refusal',
  }),
  'journal.mine': call({
    input: z.strictObject({ after: z.number().int().nullable(), limit: z.number().int().min(1).max(200) }),
    output: z.strictObject({ lines: z.array(journalLine).max(limits.page), next: z.number().int().nullable() }),
    action: 'journal.readOwn',
    journal: 'refusal',
  }),
  /**
   * Checks every entry: chain, signatures, rights, and the sealed rows against their hashes. Open to every login, since
   * it discloses a count, a code and a number; on screen it stands where the whole journal is read.
   */
  'journal.verify': call({
    input: nothing,
    output: z.strictObject({
      whole: z.boolean(),
      entries: z.number().int(),
      /** Of the newest entry: eight groups of four hexadecimal digits, to compare aloud. */
      code: z.string(),
      broken: z.strictObject({ sequence: z.number().int(), reason: z.string() }).nullable(),
    }),
    action: 'session',
    journal: 'each',
  }),
} as const;
export type JournalLine = z.infer<typeof journalLine>;

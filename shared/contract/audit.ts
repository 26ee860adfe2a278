import { z } from 'zod';
import { limits } from '../domain/fields.ts';
import { call, id, moment, nothing } from './call.ts';
import { verdict } from './checks.ts';

/** One journal entry as the screen tells it: the parts of a sentence, no field values. */
export const journalLine = z.strictObject({
  /** Sequence number in this machine's journal. */
  sequence: z.number().int(),
  at: moment,
  /** null: the program itself, before anybody logged in. */
  actor: z.strictObject({ user: id, name: z.string() }).nullable(),
  /** Signed since somebody set the actor's password anew, who has not confirmed it yet. */
  unconfirmed: z.boolean(),
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

const person = z.strictObject({ user: id, name: z.string() });
const number = z.number().int().nonnegative();
/** What of a person's day is held against their own usual. */
export const watchedHabits = ['opened', 'written', 'exported', 'deleted', 'refused', 'night'] as const;
export type WatchedHabit = (typeof watchedHabits)[number];
const habits = z.strictObject({
  /** Customers whose contact or restricted fields were opened, or which were written to; each counts once. */
  opened: number,
  written: number,
  /** Rows of saved exports. */
  exported: number,
  /** Customers put into the bin. */
  deleted: number,
  refused: number,
  /** Entries between ten in the evening and six in the morning. */
  night: number,
});

export const auditContract = {
  /** Days on which somebody did much more than they usually do, newest first; `usual` is null where no habit is known yet. */
  'journal.unusual': call({
    input: z.strictObject({ days: z.number().int().min(1).max(90) }),
    output: z.strictObject({
      days: z
        .array(
          z.strictObject({
            /** Local midnight. */
            day: moment,
            person,
            signs: z
              .array(
                z.strictObject({
                  what: z.enum([...watchedHabits, 'lockedOut']),
                  count: number,
                  usual: number.nullable(),
                }),
              )
              .min(1),
          }),
        )
        .max(limits.page),
      more: z.boolean(),
    }),
    action: 'journal.readAll',
    journal: 'refusal',
  }),
  /** Seven days of one person from a local midnight on. One's own everybody may have; others' whoever reads the journal. */
  'journal.week': call({
    input: z.strictObject({ person: id, from: moment }),
    output: z.strictObject({
      days: z.array(habits.extend({ day: moment, unusual: z.array(z.enum(watchedHabits)) })).length(7),
      /** Of each number what is usual for this person on a day of work (null: no habit yet), and from which it is unusual. */
      habits: z.array(z.strictObject({ what: z.enum(watchedHabits), usual: number.nullable(), limit: number })),
      /** Whose contact or restricted fields were opened, the latest first. */
      opened: z
        .array(z.strictObject({ id, name: z.string().nullable(), reference: z.string(), times: number, last: moment }))
        .max(limits.page),
      openedInAll: number,
      logins: z.array(z.strictObject({ at: moment, until: moment.nullable() })).max(limits.page),
    }),
    action: 'journal.readOwn',
    journal: 'refusal',
  }),
  /** Who opened, changed or exported one customer, and who can open it now. */
  'journal.seen': call({
    input: z.strictObject({ customer: id }),
    output: z.strictObject({
      people: z.array(
        z.strictObject({
          person,
          opened: number,
          restricted: number,
          written: number,
          /** Saved exports that held it; null where whoever asks cannot read which rows an export held. */
          exports: number.nullable(),
          last: moment.nullable(),
          /** What this person's login opens of it today. */
          opens: z.enum(['contact', 'card', 'nothing']),
        }),
      ),
    }),
    action: 'journal.readAll',
    journal: 'refusal',
  }),
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
    output: verdict,
    action: 'session',
    journal: 'each',
  }),
} as const;
export type JournalLine = z.infer<typeof journalLine>;

import { z } from 'zod';
import { fieldClasses, limits } from '../domain/fields.ts';
import { call, done, id, moment, nothing, password } from './call.ts';

/** What a check of the whole journal says. */
export const verdict = z.strictObject({
  whole: z.boolean(),
  entries: z.number().int(),
  /** Of the newest entry: eight groups of four hexadecimal digits, to compare aloud. */
  code: z.string(),
  broken: z.strictObject({ sequence: z.number().int(), reason: z.string() }).nullable(),
  /** Alarms that an owner has ended, and how much was set aside for them; `kept`: whether it still lies there as it was. */
  endings: z.array(
    z.strictObject({
      sequence: z.number().int(),
      at: moment,
      code: z.string(),
      entries: z.number().int(),
      rows: z.number().int(),
      kept: z.boolean(),
    }),
  ),
});

/** A part of a record that an alarm is about. */
const damagedPart = z.strictObject({
  /** What kind of record hangs on whom: of a customer that can be named, the name. */
  kind: z.string(),
  customer: z.strictObject({ id, name: z.string().nullable() }).nullable(),
  part: z.enum(fieldClasses),
  reason: z.string(),
  sequence: z.number().int(),
  /** Whether an older version takes its place. */
  older: z.boolean(),
});

export const checksContract = {
  /** What `journal.verify` does, beside other work: `journal.progress` tells how far it is. Answers at once. */
  'journal.check': call({ input: nothing, output: done, action: 'session', journal: 'refusal' }),
  'journal.checkStop': call({ input: nothing, output: done, action: 'session', journal: 'refusal' }),
  'journal.checkState': call({
    input: nothing,
    output: z.strictObject({
      running: z.strictObject({ done: z.number().int(), total: z.number().int() }).nullable(),
      /** The last check that this person knows of, and when it ended. */
      last: z.strictObject({ at: moment, whole: z.boolean(), verdict: verdict.nullable() }).nullable(),
    }),
    action: 'session',
    journal: 'refusal',
  }),
  /** Looks into an alarm: what was found in the whole vault, and what ending it would do. */
  'journal.alarm': call({
    input: nothing,
    output: z.strictObject({
      code: z.string().nullable(),
      /** Why it cannot be ended here; then only an older copy of the vault helps. */
      hopeless: z.enum(['noStart', 'middle', 'tooMuch']).nullable(),
      /** The first entry that does not hold. Whose name it bears need not be who wrote it. */
      entry: z
        .strictObject({
          sequence: z.number().int(),
          reason: z.string(),
          actor: z.strictObject({ user: id, name: z.string() }).nullable(),
          kind: z.string().nullable(),
          at: moment.nullable(),
        })
        .nullable(),
      /** How many entries would go, how many of them are signed by whom they name, and how many change rights. */
      entries: z.number().int(),
      signed: z.number().int(),
      rooted: z.number().int(),
      first: z.number().int().nullable(),
      known: z.number().int(),
      parts: z.array(damagedPart).max(50),
      partCount: z.number().int(),
      versions: z.number().int(),
      extra: z.number().int(),
      restored: z.number().int(),
      /** To be given to `journal.endAlarm`: what is ended is what was looked at. */
      digest: z.string(),
    }),
    action: 'journal.endAlarm',
    journal: 'refusal',
  }),
  /**
   * Ends an alarm by an entry that the owner's key signs: what does not hold is set aside, never applied. The session stays
   * as it is; the next login takes it in. `conflict`: something else is found now than was looked at.
   */
  'journal.endAlarm': call({
    input: z.strictObject({ digest: z.string().max(40), password }),
    output: done,
    action: 'journal.endAlarm',
    journal: 'each',
  }),
  /**
   * Saves the whole journal as a signed file, which anybody can check who knows the owner's public key. No field values
   * are in it: the journal holds none.
   */
  'journal.exportFile': call({
    input: z.strictObject({ token: z.string().max(64) }),
    output: z.strictObject({
      entries: z.number().int(),
      bytes: z.number().int(),
      code: z.string(),
      /** The owner's public key: sixteen groups of four hexadecimal digits. */
      root: z.string(),
    }),
    action: 'journal.readAll',
    journal: 'each',
  }),
  /** Where the journal ends now, for a USB stick (`token`: of a save dialog) or on paper (number and code). */
  'journal.checkpoint': call({
    input: z.strictObject({ token: z.string().max(64).nullable() }),
    output: z.strictObject({ sequence: z.number().int(), at: moment, code: z.string() }),
    action: 'session',
    journal: 'each',
  }),
  /** The checkpoints that were made, as the journal tells of them, the newest first; `since`: how many entries came after. */
  'journal.checkpoints': call({
    input: nothing,
    output: z.strictObject({
      made: z
        .array(
          z.strictObject({
            sequence: z.number().int(),
            at: moment,
            by: z.strictObject({ user: id, name: z.string() }),
            code: z.string(),
            kept: z.enum(['paper', 'file']),
            since: z.number().int(),
          }),
        )
        .max(limits.page),
      more: z.boolean(),
    }),
    action: 'journal.readAll',
    journal: 'refusal',
  }),
  /** Holds the journal against a checkpoint that was kept outside: the text of the file, or "number code" from paper. */
  'journal.compare': call({
    input: z.strictObject({ kept: z.string().min(1).max(2_000) }),
    output: z.strictObject({
      holds: z.boolean(),
      reason: z.enum(['otherVault', 'gone', 'different']).nullable(),
      sequence: z.number().int(),
      /** When it was made: what the file says, or of number and code the entry that they name. */
      at: moment.nullable(),
      /** The number of the newest entry that the vault holds. */
      newest: z.number().int(),
      /** Whether the file bears the signature of the person it names; null on paper. */
      signed: z.boolean().nullable(),
      /** The person whose signature it bears. */
      by: z.string().nullable(),
      /** When an owner ended an alarm for which entries from that number on were given up. */
      ended: moment.nullable(),
    }),
    action: 'session',
    journal: 'refusal',
  }),
} as const;

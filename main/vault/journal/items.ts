import { z } from 'zod';
import { fieldClasses, exportColumns } from '#shared/domain/fields.ts';
import { type Id, isId } from '#shared/domain/ids.ts';
import { loginRules } from '#shared/domain/loginRules.ts';
import { deputyPowers, roles } from '#shared/domain/roles.ts';
import type { Deed } from './deputies.ts';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const anId = z.string().refine(isId);
const count = z.number().int().nonnegative();

/** Which of the field's words describe a book; on screen only "my customers", "pool", "王芳's customers" appear. */
export const bookKinds = ['person', 'pool', 'office', 'audit', 'approvals', 'desk'] as const;
export type BookKind = (typeof bookKinds)[number];

export const policySchema = z.strictObject({
  cards: z.enum(['private', 'shared']),
  customers: z.enum(['firms', 'people', 'both']),
  size: z.enum(['alone', 'few', 'more']),
  /** Field → class. A field that is not named here is in no class and absent for everybody. */
  classes: z.record(z.string(), z.enum(fieldClasses)),
  exports: z.strictObject({
    /** Rows with contact fields up to which an export needs no approval. */
    freeContactRows: count,
    /** Rows with neither contact nor restricted fields up to which an export needs no approval. */
    freeWorkRows: count,
    /** Hours after which the program releases the owner's own export where nobody else can approve it. */
    ownerWaitHours: count,
  }),
});
export type Policy = z.infer<typeof policySchema>;

/** More damaged rows than this are nothing to be mended row by row. */
export const mostRowsOfEnding = 20_000;

export type DeputyPower = (typeof deputyPowers)[number];

/**
 * What an entry of authority may say. All but `slot`, `slip`, `move`, `approval`, `rekeyAsked`, `confirm`, `dispute` and `freeze` need
 * ROOT's signature; `thaw` and dated `grant`s may do without where `authority.ts` says so, and what
 * `accounts.ts` says of accounts and `deputies.ts` leaves to a deputy.
 */
export const authorityItem = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('root'), public: bytes, recovery: bytes }),
  /** The next ROOT, named by the one before; `proof` is the new one's signature over what stood before this entry. */
  z.strictObject({ t: z.literal('newRoot'), public: bytes, recovery: bytes, proof: bytes }),
  /** The key of `vault.db` that counts from here on, by its commitment. */
  z.strictObject({ t: z.literal('databaseKey'), generation: count, commitment: bytes }),
  /** The account of the operating system in which the vault is made. */
  z.strictObject({ t: z.literal('device'), device: anId, public: bytes }),
  /** A code that lets one more account of this computer in, by the public half of its signing key. */
  z.strictObject({ t: z.literal('accountCode'), code: anId, public: bytes, until: count }),
  z.strictObject({ t: z.literal('accountCodeEnd'), code: anId }),
  /** An account that was let in by a code; `proof` is made with the code's key. */
  z.strictObject({ t: z.literal('account'), code: anId, device: anId, public: bytes, proof: bytes }),
  z.strictObject({ t: z.literal('accountEnd'), device: anId }),
  z.strictObject({
    t: z.literal('certificate'),
    user: anId,
    role: z.enum(roles),
    sign: bytes,
    box: bytes,
    slot: count,
  }),
  z.strictObject({ t: z.literal('policy'), policy: policySchema }),
  z.strictObject({ t: z.literal('book'), book: anId, kind: z.enum(bookKinds), person: anId.nullable() }),
  z.strictObject({
    t: z.literal('bookKey'),
    book: anId,
    class: z.enum(fieldClasses),
    generation: count,
    public: bytes,
    commitment: bytes,
  }),
  z.strictObject({
    t: z.literal('grant'),
    user: anId,
    book: anId,
    class: z.enum(fieldClasses),
    right: z.enum(['read', 'write', 'deliver', 'none']),
    /** When time ends it, in milliseconds since 1970; null = when somebody does. */
    until: count.nullable(),
  }),
  z.strictObject({ t: z.literal('worksFor'), user: anId, manager: anId.nullable() }),
  /** A new owner holds ROOT: signed with it by that very person. */
  z.strictObject({ t: z.literal('ready'), user: anId }),
  z.strictObject({ t: z.literal('slot'), user: anId, version: count }),
  /** New public keys of a person who asks for them, signed with the old key; they count once ROOT has named them. */
  z.strictObject({ t: z.literal('rekeyAsked'), user: anId, sign: bytes, box: bytes, slot: count }),
  /** New public keys of a person: asked for, or set at the desk because the password was forgotten (`reset`). */
  z.strictObject({
    t: z.literal('rekey'),
    user: anId,
    sign: bytes,
    box: bytes,
    slot: count,
    cause: z.enum(['asked', 'reset']),
  }),
  /** A person whose password was reset confirms that it was them. */
  z.strictObject({ t: z.literal('confirm'), user: anId }),
  /** They say that it was not them: it shuts them out, until an owner has looked into it. */
  z.strictObject({ t: z.literal('dispute'), user: anId }),
  /** The person's recovery slip that counts from here on, the first being 1; not `valid`: it no longer does. */
  z.strictObject({ t: z.literal('slip'), user: anId, no: count, valid: z.boolean() }),
  /** Shut out at once, until `thaw` or `revoke`. */
  z.strictObject({ t: z.literal('freeze'), user: anId }),
  z.strictObject({ t: z.literal('thaw'), user: anId }),
  /** What the office asks of logins beside the password. */
  z.strictObject({ t: z.literal('loginRules'), rules: loginRules }),
  /** An owner switches off somebody's second factor, as after a lost telephone. */
  z.strictObject({ t: z.literal('factorOff'), user: anId }),
  /** Shut out for good. Whose customers they were stays to be read in history. */
  z.strictObject({ t: z.literal('revoke'), user: anId }),
  /** What an owner leaves to somebody until a day; an empty list ends it. */
  z.strictObject({ t: z.literal('deputy'), user: anId, may: z.array(z.enum(deputyPowers)), until: count }),
  z.strictObject({ t: z.literal('move') }),
  /** The journal goes on from this entry's own time, though the entry before is dated later. */
  z.strictObject({ t: z.literal('clock') }),
  /** An owner ends an alarm: seen, not applied. What is named here was set aside and no longer counts. */
  z.strictObject({
    t: z.literal('ending'),
    /** The first alarm that a vault ends is 1. */
    no: count,
    code: z.string().max(40),
    /** The first entry that no longer counts; null where none was taken away. */
    first: count.nullable(),
    /** The newest entry that was known to have been there. */
    known: count,
    entries: count,
    /** Rows: record, class, damaged version, and the older version that counts instead; null = none does. */
    rows: z.array(z.tuple([anId, z.enum(fieldClasses), count, count.nullable()])).max(mostRowsOfEnding),
    /** Older versions that were damaged. */
    versions: z.array(z.tuple([anId, z.enum(fieldClasses), count])).max(mostRowsOfEnding),
    /** Rows that no entry wrote, and rows put right again. */
    extra: count,
    restored: count,
    /** Over all that was set aside. */
    hash: bytes,
  }),
  z.strictObject({
    t: z.literal('approval'),
    request: anId,
    requester: anId,
    decision: z.enum(['approve', 'deny']),
    columns: z.array(
      z.strictObject({ column: z.enum(exportColumns), treatment: z.enum(['clear', 'masked', 'dropped']) }),
    ),
    rows: count,
    /** BLAKE2b-256 of the finished file, of the parcel in `files/`, and the commitment to the parcel's key. */
    file: bytes,
    parcel: anId.nullable(),
    parcelHash: bytes,
    commitment: bytes,
    expires: count,
  }),
]);
export type AuthorityItem = z.infer<typeof authorityItem>;
export type ItemOf<T extends AuthorityItem['t']> = Extract<AuthorityItem, { t: T }>;
/** Items that do without ROOT's signature, or that say themselves when. */
export type UnrootedItem = ItemOf<
  | 'move'
  | 'slot'
  | 'approval'
  | 'rekeyAsked'
  | 'confirm'
  | 'dispute'
  | 'slip'
  | 'freeze'
  | 'thaw'
  | 'grant'
  | 'device'
  | 'accountCode'
  | 'accountCodeEnd'
  | 'account'
  | 'accountEnd'
>;

/**
 * Under what an item stands in the journal: who wrote the entry, whether ROOT signed it, which it is, counted from 1, when,
 * and after which entry. What came first is a question of numbers: an owner can set the date of a journal back.
 */
export interface ItemContext {
  readonly actor: Id | null;
  readonly byRoot: boolean;
  readonly n: number;
  readonly time: number;
  readonly vault: Id;
  readonly prev: Uint8Array;
  /** What a deputy's entry has said before this item. */
  readonly deed: Deed;
}

/**
 * Whether an item says anything beyond its own entry. Of what does not nothing has to be kept: there may be a move for every
 * customer there ever was, and each login reads what is kept.
 */
export function lasts({ t }: AuthorityItem): boolean {
  return t !== 'move' && t !== 'approval' && t !== 'ending' && t !== 'clock';
}

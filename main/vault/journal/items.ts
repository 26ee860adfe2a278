import { z } from 'zod';
import { fieldClasses, exportColumns } from '#shared/domain/fields.ts';
import { isId } from '#shared/domain/ids.ts';
import { roles } from '#shared/domain/roles.ts';

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

/** What an entry of authority may say. All but `slot`, `move` and `approval` need ROOT's signature. */
export const authorityItem = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('root'), public: bytes, recovery: bytes }),
  z.strictObject({ t: z.literal('device'), device: anId, public: bytes }),
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
  }),
  z.strictObject({ t: z.literal('worksFor'), user: anId, manager: anId.nullable() }),
  z.strictObject({ t: z.literal('slot'), user: anId, version: count }),
  z.strictObject({ t: z.literal('move') }),
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

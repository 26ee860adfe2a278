import { z } from 'zod';
import { fieldClasses, limits, phoneLabels, placeLabels } from '../domain/fields.ts';
import { call, done, id, moment } from './call.ts';

/** Schema of `Visible<T>`. */
export function visible<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('clear'), value }),
    z.strictObject({ kind: z.literal('masked'), mask: z.string().max(60), access: z.enum(['reveal', 'ask', 'none']) }),
    z.strictObject({ kind: z.literal('absent') }),
  ]);
}

export const personRef = z.strictObject({ user: id, name: z.string() });
/** Who looks after a customer: a person, or nobody in particular (the pool). */
export const responsible = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), user: id, name: z.string() }),
  z.strictObject({ kind: z.literal('pool') }),
]);
const customerRef = z.strictObject({ id, name: z.string() });

/** One line of the list. */
export const customerRow = z.strictObject({
  id,
  kind: z.enum(['firm', 'person']),
  name: z.string(),
  title: z.string().nullable(),
  taxId: visible(z.string()).nullable(),
  company: customerRef.nullable(),
  responsible,
  tags: z.array(z.string()),
  /** First phone, as this person may see it; null = none on file or not in this person's database. */
  phone: visible(z.string()).nullable(),
  created: moment,
  changed: moment,
  lastContact: moment.nullable(),
  binned: moment.nullable(),
  version: z.number().int(),
});

const filed = <L extends readonly [string, ...string[]]>(labels: L) =>
  z.strictObject({ label: z.enum(labels), value: visible(z.string()) });

/** A customer as this person may see it. Lists are empty where the class is absent; `contactAccess` tells which. */
export const customer = customerRow.omit({ phone: true }).extend({
  contactAccess: z.enum(['clear', 'reveal', 'ask', 'none', 'absent']),
  restrictedAccess: z.enum(['clear', 'reveal', 'ask', 'none', 'absent']),
  canWrite: z.boolean(),
  /** Whether notes may be written here, which some may who may not change the card. */
  canNote: z.boolean(),
  phones: z.array(filed(phoneLabels)),
  emails: z.array(filed(placeLabels)),
  addresses: z.array(filed(placeLabels)),
  wechat: visible(z.string()).nullable(),
  line: visible(z.string()).nullable(),
  birthday: visible(z.string()).nullable(),
  idNumber: visible(z.string()).nullable(),
  bankAccount: visible(z.string()).nullable(),
  /** Parts that were damaged and set aside when, and not written anew since; `older`: an older version is shown. */
  damaged: z.array(z.strictObject({ part: z.enum([...fieldClasses, 'note']), at: moment, older: z.boolean() })),
});

const text = z.string().trim().max(limits.field);
const optionalText = text.nullable();
/** The fields as people type them. `null` or an empty list empties a field. */
export const customerInput = z.strictObject({
  kind: z.enum(['firm', 'person']),
  name: z.string().trim().min(1).max(limits.name),
  title: z.string().trim().max(limits.name).nullable(),
  taxId: optionalText,
  company: id.nullable(),
  tags: z.array(z.string().trim().min(1).max(limits.tagLength)).max(limits.tags),
  phones: z.array(z.strictObject({ label: z.enum(phoneLabels), value: text.min(1) })).max(limits.listed),
  emails: z.array(z.strictObject({ label: z.enum(placeLabels), value: text.min(1) })).max(limits.listed),
  addresses: z.array(z.strictObject({ label: z.enum(placeLabels), value: text.min(1) })).max(limits.listed),
  wechat: optionalText,
  line: optionalText,
  birthday: optionalText,
  idNumber: optionalText,
  bankAccount: optionalText,
});

export const customerFilter = z.strictObject({
  /** As typed: name, pinyin or 注音 initials, tax id, a complete phone number. Taken literally. */
  search: z.string().max(200).optional(),
  tag: z.string().max(limits.tagLength).optional(),
  responsible: z.union([id, z.literal('pool')]).optional(),
  kind: z.enum(['firm', 'person']).optional(),
  company: id.optional(),
  /** The bin instead of the customers. */
  binned: z.boolean().optional(),
});
/** Customers named one by one, or all that a filter finds at the moment it is carried out. */
export const selection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ids'), ids: z.array(id).min(1).max(5_000) }),
  z.strictObject({ kind: z.literal('filter'), filter: customerFilter }),
]);

/** What a change answers: the new version, and the batch that `changes.undo` takes. */
export const changed = z.strictObject({ batch: id, count: z.number().int() });
const note = z.strictObject({
  id,
  customer: id,
  kind: z.enum(['note', 'call', 'message', 'visit']),
  text: z.string(),
  author: personRef,
  created: moment,
  edited: moment.nullable(),
  version: z.number().int(),
  canEdit: z.boolean(),
});
const noteText = z.string().trim().min(1).max(limits.note);

export const customersContract = {
  'customers.list': call({
    input: z.strictObject({
      filter: customerFilter,
      sort: z.enum(['name', 'created', 'changed', 'lastContact']),
      descending: z.boolean(),
      /** How Chinese names are ordered. */
      collation: z.enum(['pinyin', 'stroke']),
      /** From the answer before; null for the first page. */
      after: z.string().max(1_000).nullable(),
      limit: z.number().int().min(1).max(limits.page),
    }),
    output: z.strictObject({
      rows: z.array(customerRow).max(limits.page),
      next: z.string().nullable(),
      /** How many there are in all; null where counting would cost more than it tells. */
      total: z.number().int().nullable(),
    }),
    action: 'customers.read',
    journal: 'refusal',
  }),
  'customers.get': call({
    input: z.strictObject({ id }),
    output: customer,
    action: 'customers.read',
    journal: 'refusal',
  }),
  'customers.create': call({
    input: z.strictObject({
      fields: customerInput.partial().required({ kind: true, name: true }),
      /** Where it goes; left out: the creator's own customers, or the pool for who has none. */
      responsible: z.union([id, z.literal('pool')]).optional(),
    }),
    output: changed.extend({ id }),
    action: 'customers.write',
    journal: 'each',
  }),
  'customers.update': call({
    input: z.strictObject({ id, baseVersion: z.number().int(), patch: customerInput.omit({ kind: true }).partial() }),
    output: changed.extend({ version: z.number().int() }),
    action: 'customers.write',
    journal: 'each',
  }),
  'customers.bin': call({
    input: z.strictObject({ ids: z.array(id).min(1).max(20) }),
    output: changed,
    action: 'customers.write',
    journal: 'each',
  }),
  'customers.restore': call({
    input: z.strictObject({ ids: z.array(id).min(1).max(20) }),
    output: changed,
    action: 'customers.write',
    journal: 'each',
  }),
  /** Undoes one batch of the person's own (a change, a note, a bin, a hand-over, an import). Output: the count undone. */
  'changes.undo': call({
    input: z.strictObject({ batch: id }),
    output: changed,
    action: 'notes.write',
    journal: 'each',
  }),
  /** Opens a customer's contact fields; journaled before any value leaves the vault. Ten minutes at most. */
  'customers.reveal': call({
    input: z.strictObject({ id, reason: z.enum(['call', 'message', 'visit', 'check']) }),
    output: z.strictObject({
      phones: z.array(z.strictObject({ label: z.enum(phoneLabels), value: z.string() })),
      emails: z.array(z.strictObject({ label: z.enum(placeLabels), value: z.string() })),
      addresses: z.array(z.strictObject({ label: z.enum(placeLabels), value: z.string() })),
      wechat: z.string().nullable(),
      line: z.string().nullable(),
      birthday: z.string().nullable(),
      until: moment,
    }),
    action: 'customers.reveal',
    journal: 'each',
  }),
  /** Opens one restricted field for 30 seconds. */
  'customers.revealRestricted': call({
    input: z.strictObject({ id, field: z.enum(['idNumber', 'bankAccount']) }),
    output: z.strictObject({ value: z.string().nullable(), until: moment }),
    action: 'customers.reveal',
    journal: 'each',
  }),
  /** Customers that look like the one being typed, among those this person may read; at most five. */
  'customers.similar': call({
    input: z.strictObject({ name: z.string().max(limits.name), taxId: z.string().max(100).nullable() }),
    output: z.strictObject({ rows: z.array(customerRow).max(5) }),
    action: 'customers.read',
    journal: 'refusal',
  }),
  'customers.tags': call({
    input: z.strictObject({}),
    output: z.strictObject({
      tags: z.array(z.strictObject({ tag: z.string(), count: z.number().int() })).max(limits.page),
    }),
    action: 'customers.read',
    journal: 'refusal',
  }),
  /** By whose they are, with counts of what this person's database holds. */
  'customers.holders': call({
    input: z.strictObject({}),
    output: z.strictObject({
      holders: z
        .array(z.strictObject({ responsible, count: z.number().int(), canReceive: z.boolean() }))
        .max(limits.page),
    }),
    action: 'customers.read',
    journal: 'refusal',
  }),
  /** Gives customers (with their contact persons) to somebody, or to the pool. */
  'customers.handOver': call({
    input: z.strictObject({ selection, to: z.union([id, z.literal('pool')]) }),
    output: changed,
    action: 'customers.handOver',
    journal: 'each',
  }),
  'notes.list': call({
    input: z.strictObject({
      customer: id,
      after: z.string().max(200).nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.strictObject({ notes: z.array(note).max(limits.page), next: z.string().nullable() }),
    action: 'customers.read',
    journal: 'refusal',
  }),
  'notes.add': call({
    input: z.strictObject({ customer: id, kind: z.enum(['note', 'call', 'message', 'visit']), text: noteText }),
    output: changed.extend({ id }),
    action: 'notes.write',
    journal: 'each',
  }),
  'notes.update': call({
    input: z.strictObject({ id, baseVersion: z.number().int(), text: noteText }),
    output: changed,
    action: 'notes.write',
    journal: 'each',
  }),
  'notes.remove': call({ input: z.strictObject({ id }), output: changed, action: 'notes.write', journal: 'each' }),
  /** Ends a reveal before its time. */
  'customers.hide': call({ input: z.strictObject({ id }), output: done, action: 'customers.reveal', journal: 'none' }),
} as const;

export type CustomerRow = z.infer<typeof customerRow>;
export type Customer = z.infer<typeof customer>;
export type CustomerInput = z.infer<typeof customerInput>;
export type CustomerFilter = z.infer<typeof customerFilter>;
export type Selection = z.infer<typeof selection>;
export type Note = z.infer<typeof note>;

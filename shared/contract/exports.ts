import { z } from 'zod';
import { exportColumns, limits } from '../domain/fields.ts';
import { call, done, id, moment, nothing, password } from './call.ts';
import { personRef, selection } from './customers.ts';
import { locale } from './host.ts';

const treatment = z.enum(['clear', 'masked', 'dropped']);
const columns = z
  .array(z.strictObject({ column: z.enum(exportColumns), treatment }))
  .min(1)
  .max(exportColumns.length);
const why = z.string().trim().min(1).max(2_000);

export const exportRequest = z.strictObject({
  id,
  requester: personRef,
  requested: moment,
  rows: z.number().int(),
  columns,
  purpose: z.string(),
  recipient: z.string(),
  state: z.enum(['waiting', 'approved', 'denied', 'withdrawn', 'saved', 'expired', 'void']),
  /** How many approvals the policy asks for, and whose are there. */
  approvalsNeeded: z.number().int(),
  decisions: z.array(
    z.strictObject({ by: personRef, decision: z.enum(['approve', 'deny']), at: moment, reason: z.string().nullable() }),
  ),
  /** Until when the finished file waits; null where there is none. */
  expires: moment.nullable(),
  /** Of the owner's own request that nobody else can approve: when the program releases it. */
  releasedAt: moment.nullable(),
  canDecide: z.boolean(),
  canSave: z.boolean(),
});

export const exportsContract = {
  /** What a request would be, before it is made. */
  'exports.estimate': call({
    input: z.strictObject({ selection, columns }),
    output: z.strictObject({
      rows: z.number().int(),
      approvals: z.number().int(),
      approvers: z.array(personRef).max(50),
      releasedByTime: z.boolean(),
    }),
    action: 'exports.request',
    journal: 'refusal',
  }),
  'exports.request': call({
    input: z.strictObject({
      selection,
      columns,
      purpose: why,
      recipient: z.string().trim().min(1).max(300),
      /** Language of the headings in the file; English where it is left out. */
      locale: locale.optional(),
    }),
    output: z.strictObject({ id }),
    action: 'exports.request',
    journal: 'each',
  }),
  'exports.mine': call({
    input: nothing,
    output: z.strictObject({ requests: z.array(exportRequest).max(200) }),
    action: 'exports.request',
    journal: 'refusal',
  }),
  'exports.inbox': call({
    input: nothing,
    output: z.strictObject({ requests: z.array(exportRequest).max(200) }),
    action: 'exports.approve',
    journal: 'refusal',
  }),
  'exports.get': call({ input: z.strictObject({ id }), output: exportRequest, action: 'session', journal: 'refusal' }),
  /** The rows as they will leave, header first, in the approver's session only. */
  'exports.preview': call({
    input: z.strictObject({
      id,
      columns: columns.nullable(),
      after: z.number().int(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.strictObject({
      header: z.array(z.string()),
      rows: z.array(z.array(z.string())).max(limits.page),
      next: z.number().int().nullable(),
      total: z.number().int(),
    }),
    action: 'exports.approve',
    journal: 'each',
  }),
  /** Approves with the same or narrower columns (the file is made here), or denies with a reason. */
  'exports.decide': call({
    input: z.strictObject({
      id,
      decision: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('approve'), columns, password }),
        z.strictObject({ kind: z.literal('deny'), reason: why }),
      ]),
    }),
    output: exportRequest,
    action: 'exports.approve',
    journal: 'each',
  }),
  'exports.withdraw': call({ input: z.strictObject({ id }), output: done, action: 'exports.request', journal: 'each' }),
  /** Opens the parcel and writes the file behind the token of `host.pickSave`: temp, fsync, rename. */
  'exports.save': call({
    input: z.strictObject({ id, token: z.string().max(64) }),
    output: z.strictObject({ rows: z.number().int(), bytes: z.number().int() }),
    action: 'exports.request',
    journal: 'each',
  }),
} as const;
export type ExportRequest = z.infer<typeof exportRequest>;
export type ExportLocale = z.infer<typeof locale>;
export type ExportTreatment = z.infer<typeof treatment>;

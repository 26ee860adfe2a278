import { z } from 'zod';
import { phoneLabels, placeLabels } from '#shared/domain/fields.ts';
import { isId } from '#shared/domain/ids.ts';
import { BrokenEntry } from '../journal/chain.ts';
import type { OpenRow } from '../store/read.ts';
import type { CustomerPayload, NotePayload } from './payload.ts';

const text = z.string().nullable().optional();
const filed = <L extends readonly [string, ...string[]]>(labels: L) =>
  z.array(z.object({ label: z.enum(labels), value: z.string() })).optional();

/** The form of a payload, not its limits: what the program writes is held to those before it is sealed. */
const customer = z.object({
  kind: z.enum(['firm', 'person']).optional(),
  name: z.string().optional(),
  title: text,
  taxId: text,
  company: z.string().refine(isId).nullable().optional(),
  tags: z.array(z.string()).optional(),
  phones: filed(phoneLabels),
  emails: filed(placeLabels),
  addresses: filed(placeLabels),
  wechat: text,
  line: text,
  birthday: text,
  idNumber: text,
  bankAccount: text,
  binned: z.number().int().nonnegative().nullable().optional(),
});
const note = z.object({ kind: z.enum(['note', 'call', 'message', 'visit']), text: z.string(), removed: z.boolean() });

/**
 * Payloads come from whoever may write there, and not only through this program: one that has not the form of its kind
 * would fail on everybody's screens. It counts like a row that was changed, and the entry that wrote it is named.
 */
export function soundCustomer({ payload, named }: OpenRow): CustomerPayload {
  if (customer.safeParse(payload).success) return payload as CustomerPayload;
  throw new BrokenEntry('rowUnsound', named.seq);
}
export function soundNote({ payload, named }: OpenRow): NotePayload {
  if (note.safeParse(payload).success) return payload as NotePayload;
  throw new BrokenEntry('rowUnsound', named.seq);
}

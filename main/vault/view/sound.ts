import { z } from 'zod';
import { exportColumns } from '#shared/domain/fields.ts';
import { BrokenEntry } from '../journal/chain.ts';
import type { OpenRow } from '../store/read.ts';

/** What a request holds besides its rows, which stay sealed in the vault. */
const request = z.object({
  rows: z.number().int(),
  columns: z.array(z.object({ column: z.enum(exportColumns), treatment: z.enum(['clear', 'masked', 'dropped']) })),
  purpose: z.string(),
  recipient: z.string(),
});
const reason = z.object({ text: z.string() });
const named = z.object({ name: z.string().min(1).max(200) });

/** As with customers: a request is sealed by whoever asks, and one that is not of its form would fail on every approver's screen. */
export function soundRequest({ payload, named }: OpenRow): z.infer<typeof request> {
  const parsed = request.safeParse(payload);
  if (!parsed.success) throw new BrokenEntry('rowUnsound', named.seq);
  return parsed.data;
}
/** The words with which a request was denied. */
export function soundReason({ payload, named }: OpenRow): string {
  const parsed = reason.safeParse(payload);
  if (!parsed.success) throw new BrokenEntry('rowUnsound', named.seq);
  return parsed.data.text;
}
/** The name of a person, which a deputy may seal too, or of the company; on everybody's screens. */
export function soundName({ payload, named: row }: OpenRow): string {
  const parsed = named.safeParse(payload);
  if (!parsed.success) throw new BrokenEntry('rowUnsound', row.seq);
  return parsed.data.name;
}

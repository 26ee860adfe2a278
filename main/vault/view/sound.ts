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

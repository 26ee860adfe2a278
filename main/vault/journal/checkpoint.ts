import { encode } from 'cborg';
import { z } from 'zod';
import { type Id, isId } from '#shared/domain/ids.ts';
import { type SecretKey, sign, verify } from '../keys/crypto.ts';
import type { HeadRow } from './chain.sql.ts';

const hex = z.string().regex(/^(?:[0-9a-f]{2})+$/);
const form = z.strictObject({
  coffer: z.literal('checkpoint'),
  version: z.literal(1),
  vault: z.string().refine(isId),
  sequence: z.number().int().positive(),
  hash: hex.length(64),
  time: z.number().int().nonnegative(),
  by: z.string().refine(isId),
  signature: hex.length(128),
});
/** The newest entry at a moment, signed by a person: who keeps it outside can tell later whether the journal still holds it. */
export type Checkpoint = z.infer<typeof form>;

function message({ vault, sequence, hash, time, by }: Omit<Checkpoint, 'signature'>): Uint8Array {
  return encode(['coffer checkpoint', vault, sequence, hash, time, by]);
}

/** Signs where a journal ends. */
export function makeCheckpoint(vault: Id, head: HeadRow, by: Id, key: SecretKey): Checkpoint {
  const unsigned = {
    coffer: 'checkpoint' as const,
    version: 1 as const,
    vault,
    sequence: head.seq,
    hash: Buffer.from(head.hash).toString('hex'),
    time: head.time,
    by,
  };
  return { ...unsigned, signature: sign(key, 'checkpoint', message(unsigned)).toString('hex') };
}

/** Reads what was kept; null where it is none. */
export function readCheckpoint(text: string): Checkpoint | null {
  try {
    return form.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Whether a checkpoint is signed with a person's key. */
export function isSigned(checkpoint: Checkpoint, key: Uint8Array): boolean {
  return verify(key, 'checkpoint', message(checkpoint), Buffer.from(checkpoint.signature, 'hex'));
}

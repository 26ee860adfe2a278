import { z } from 'zod';
import type { Id } from '#shared/domain/ids.ts';
import type { Host } from '../host.ts';
import type { Vouched } from '../journal/chain.ts';
import { type SecretKey, equal, keyedHash } from '../keys/crypto.ts';

const stored = z.strictObject({
  seq: z.number().int(),
  hash: z.string(),
  /** How many alarms an owner had ended by then. */
  endings: z.number().int().default(0),
  mac: z.string(),
});

/** The newest entry that somebody has checked, and how many alarms had been ended by then. */
export interface Seen extends Vouched {
  readonly endings: number;
}

function account(vault: Id, user: Id): string {
  return `seen:${vault}:${user}`;
}
function mac(seed: SecretKey, seq: number, hash: string, endings: number): Buffer {
  return keyedHash(seed, 'last seen', endings === 0 ? [seq, hash] : [seq, hash, endings], 16);
}

/** The newest entry that this person has checked, kept outside the view; null where there is none that is theirs. */
export async function readSeen(host: Host, vault: Id, user: Id, seed: SecretKey): Promise<Seen | null> {
  const value = await host.ask('secret.get', { account: account(vault, user) });
  if (value === null) return null;
  const parsed = stored.safeParse(parse(value));
  if (!parsed.success) return null;
  const { seq, hash, endings } = parsed.data;
  if (!equal(mac(seed, seq, hash, endings), Buffer.from(parsed.data.mac, 'hex'))) return null;
  return { seq, hash: Buffer.from(hash, 'hex'), endings };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export async function writeSeen(host: Host, vault: Id, user: Id, seed: SecretKey, seen: Seen): Promise<void> {
  const hash = Buffer.from(seen.hash).toString('hex');
  const { seq, endings } = seen;
  const value = JSON.stringify({ seq, hash, endings, mac: mac(seed, seq, hash, endings).toString('hex') });
  await host.ask('secret.set', { account: account(vault, user), value });
}

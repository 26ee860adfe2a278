import { z } from 'zod';
import type { Id } from '#shared/domain/ids.ts';
import type { Host } from '../host.ts';
import type { Vouched } from '../journal/chain.ts';
import { type SecretKey, equal, keyedHash } from '../keys/crypto.ts';

const stored = z.strictObject({ seq: z.number().int(), hash: z.string(), mac: z.string() });

function account(vault: Id, user: Id): string {
  return `seen:${vault}:${user}`;
}
function mac(seed: SecretKey, seq: number, hash: string): Buffer {
  return keyedHash(seed, 'last seen', [seq, hash], 16);
}

/** The newest entry that this person has checked, kept outside the view; null where there is none that is theirs. */
export async function readSeen(host: Host, vault: Id, user: Id, seed: SecretKey): Promise<Vouched | null> {
  const value = await host.ask('secret.get', { account: account(vault, user) });
  if (value === null) return null;
  const parsed = stored.safeParse(parse(value));
  if (!parsed.success) return null;
  const { seq, hash } = parsed.data;
  if (!equal(mac(seed, seq, hash), Buffer.from(parsed.data.mac, 'hex'))) return null;
  return { seq, hash: Buffer.from(hash, 'hex') };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export async function writeSeen(host: Host, vault: Id, user: Id, seed: SecretKey, seen: Vouched): Promise<void> {
  const hash = Buffer.from(seen.hash).toString('hex');
  const value = JSON.stringify({ seq: seen.seq, hash, mac: mac(seed, seen.seq, hash).toString('hex') });
  await host.ask('secret.set', { account: account(vault, user), value });
}

import type { Id } from '#shared/domain/ids.ts';
import type { Chain } from '../journal/chain.ts';
import { decodeEntry, entryHash } from '../journal/entry.ts';
import { rootSigned } from '../journal/setAside.sql.ts';
import { equal, verify } from '../keys/crypto.ts';
import type { Db } from '../store/open.ts';
import type { OpenVault } from './openVault.ts';
import type { Seen } from './seen.ts';

/** Whether the journal no longer holds the entry that this person has seen last. */
export function cutBehind(
  vault: OpenVault,
  seen: { readonly seq: number; readonly hash: Uint8Array },
): 'journalTruncated' | 'journalBroken' | null {
  const entry = vault.sql.entryBySeq.get(vault.device, seen.seq);
  if (entry === undefined) return 'journalTruncated';
  return equal(entry.hash, seen.hash) ? null : 'journalBroken';
}

/**
 * Holds what this person has seen last against the journal as it was checked just now. Where their entry is gone, that is
 * an alarm, unless an owner has looked at it and ended it since: then they are told so, once.
 */
export function judgeSeen(vault: OpenVault, seen: Seen | null, cut: ReturnType<typeof cutBehind>): void {
  if (seen === null) return;
  const newer = vault.chain.endings.after.all(seen.endings);
  if (cut !== null && newer.length === 0) vault.raise({ code: cut, sequence: seen.seq });
  vault.told = newer.filter(({ actor }) => actor !== vault.user);
}

/**
 * Whether the journal holds an ended alarm that a view, or who has seen the journal elsewhere, does not know of. ROOT's signature
 * alone says so: nobody else can make anybody give up a view. What the journal then holds is checked from its first entry.
 */
export function isEnded(
  db: Db,
  { authority, endings }: Chain,
  { vault, rootPublic }: { readonly vault: Id; readonly rootPublic: Uint8Array },
  known = endings.count.get() ?? 0,
): boolean {
  const roots = [rootPublic, ...(authority.root === null ? [] : [authority.root])];
  for (const { body, root_sig: signature } of rootSigned(db).iterate()) {
    const entry = decodeEntry(body);
    if (entry?.vault !== vault || !entry.items.some((item) => item.t === 'ending' && item.no > known)) continue;
    const sum = entryHash(entry.prev, body);
    if (signature !== null && roots.some((root) => verify(root, 'root entry', sum, signature))) return true;
  }
  return false;
}

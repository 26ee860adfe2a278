import type { QuarantineCode } from '#shared/contract/session.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Chain } from '../journal/chain.ts';
import { decodeEntry, entryHash } from '../journal/entry.ts';
import { rootSigned } from '../journal/setAside.sql.ts';
import { isHash, verify } from '../keys/crypto.ts';
import type { Db } from '../store/open.ts';
import type { OpenVault } from './openVault.ts';
import type { Seen } from './seen.ts';

/** Somebody's newest entry of a journal that does not hold it any more, and what says so. */
export interface Missed {
  readonly user: Id;
  readonly seq: number;
  readonly hash: Uint8Array;
  /** When the entry was written, where that was kept with it. */
  readonly time: number | null;
  readonly kept: 'view' | 'keychain' | 'slot';
}

/** Raises the alarm over an entry that somebody has seen and that is gone. Of several the newest is told. */
export function raiseMissed(vault: OpenVault, code: QuarantineCode, missed: Missed): void {
  const { seq, hash } = missed;
  vault.raise({ code, sequence: seq });
  vault.known = [...vault.known, { seq, hash }];
  if (vault.missed === null || vault.missed.seq < seq) vault.missed = missed;
}

/** Whether the journal no longer holds the entry that this person has seen last. */
export function cutBehind(
  vault: OpenVault,
  seen: { readonly seq: number; readonly hash: Uint8Array },
): 'journalTruncated' | 'journalBroken' | null {
  const entries = vault.sql.entriesBySeq.all(seen.seq);
  if (entries.length === 0) return 'journalTruncated';
  return entries.some(({ hash }) => isHash(hash, seen.hash)) ? null : 'journalBroken';
}

/**
 * Holds what this person has seen last against the journal as it was checked just now. Where their entry is gone, that is
 * an alarm, unless an owner has looked at it and ended it since: then they are told so, once.
 */
export function judgeSeen(vault: OpenVault, seen: Seen | null, cut: ReturnType<typeof cutBehind>): void {
  if (seen === null) return;
  const newer = vault.chain.endings.after.all(seen.endings);
  if (cut !== null && newer.length === 0) raiseMissed(vault, cut, ofKeychain(vault, seen));
  vault.told = newer.filter(({ actor }) => actor !== vault.user);
}

/** What the keychain holds, as what is missing. */
export function ofKeychain({ user }: OpenVault, { seq, hash }: Seen): Missed {
  return { user, seq, hash, time: null, kept: 'keychain' };
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

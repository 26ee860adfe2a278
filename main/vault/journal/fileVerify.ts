import type { Id } from '#shared/domain/ids.ts';
import { SecretKey } from '../keys/crypto.ts';
import { createView, removeView } from '../view/openView.ts';
import { BrokenEntry, Chain } from './chain.ts';
import { type JournalFile, NoJournalFile, openJournalFile } from './file.ts';
import type { Bad } from './verifyWalk.ts';

/** What a journal file is found to be. */
export interface FileVerdict {
  readonly entries: number;
  /** Hash of the newest entry that holds. */
  readonly newest: Uint8Array | null;
  /** The owner's key that the file names; whoever compares it with one they hold knows whose journal it is. */
  readonly root: Uint8Array;
  /** Who made the file. */
  readonly by: Id;
  readonly broken: Bad | null;
}

const entriesAtOnce = 500;

/**
 * Checks a journal file with ROOT's public key alone: every entry as in the vault it comes from, and the signature of
 * whoever made the file. `given`: the key to hold it against; null takes the one that the file names. `path` is for a
 * temporary database. Throws `NoJournalFile`.
 */
export function verifyJournalFile(from: string, given: Uint8Array | null, path: string): FileVerdict {
  const file = openJournalFile(from);
  const key = SecretKey.random();
  const db = createView(path, key);
  key.wipe();
  try {
    const chain = new Chain(db, file.vault, given ?? file.root);
    db.exec('BEGIN');
    const broken = entriesOf(file, chain, () => db.exec('COMMIT; BEGIN'));
    db.exec('COMMIT');
    const { head, authority } = chain;
    const found = { entries: head?.seq ?? 0, newest: head?.hash ?? null, root: file.root };
    // Behind a bad entry nothing is read: who signed the file matters no more.
    if (broken !== null) return { ...found, by: '', broken };
    const end = file.end();
    const signer = authority.person(end.by)?.sign;
    if (!chain.rooted) return { ...found, by: end.by, broken: { sequence: 1, reason: 'otherRoot' } };
    const holds = signer !== undefined && end.isSignedBy(signer) && end.entries === found.entries;
    return { ...found, by: end.by, broken: holds ? null : { sequence: found.entries, reason: 'fileChanged' } };
  } finally {
    db.close();
    removeView(path);
    file.close();
  }
}

function entriesOf(file: JournalFile, chain: Chain, pause: () => void): Bad | null {
  let count = 0;
  for (const stored of file.entries()) {
    try {
      chain.apply(stored, null);
    } catch (error) {
      if (error instanceof BrokenEntry) return { sequence: error.sequence, reason: error.reason };
      throw error;
    }
    count += 1;
    if (count % entriesAtOnce === 0) pause();
  }
  if (count === 0) throw new NoJournalFile();
  return null;
}

import { SecretKey } from '../keys/crypto.ts';
import { createView, removeView } from '../view/openView.ts';
import { type Ending, endingsOf, isEvidenceWhole } from './setAside.sql.ts';
import { type Bad, type Verifiable, Walk, type Watching } from './verifyWalk.ts';

export interface Verdict {
  readonly entries: number;
  /** Hash of the newest entry that holds. */
  readonly newest: Uint8Array | null;
  readonly broken: Bad | null;
  /** How many sealed rows are not what the journal says. */
  readonly rows: number;
  /** The alarms that an owner has ended, in order, and whether what each set aside still lies there as it was. */
  readonly endings: readonly (Ending & { readonly evidence: boolean })[];
}

/**
 * Checks a journal from its first entry on — chain, signatures, rights, gaps, time, authority — and then every sealed
 * row against it, both ways: one that no entry wrote, one that is missing, one that was changed. In short steps, so
 * that the process keeps answering. Null: ended before.
 */
export function verifyJournal(source: Verifiable, path: string, watching: Watching): Promise<Verdict | null> {
  return withWalk(source, path, watching, (walk) => {
    const { head } = walk.chain;
    return {
      entries: head?.seq ?? 0,
      newest: head?.hash ?? null,
      broken:
        walk.entry ?? (walk.chain.rooted ? null : { sequence: 1, reason: 'otherRoot' }) ?? walk.cut() ?? walk.worst(),
      rows: walk.rowCount,
      endings: endingsOf(walk.db).map((ending) => ({ ...ending, evidence: isEvidenceWhole(source.db, ending) })),
    };
  });
}

/**
 * Walks a journal and uses what was found. `path` is for a temporary database under a key that nobody keeps; it is gone
 * afterwards. Null: ended before.
 */
export async function withWalk<T>(
  source: Verifiable,
  path: string,
  watching: Watching,
  work: (walk: Walk) => T,
): Promise<T | null> {
  const key = SecretKey.random();
  const db = createView(path, key);
  key.wipe();
  try {
    const walk = new Walk(source, db, watching);
    return (await walk.whole()) ? work(walk) : null;
  } finally {
    db.close();
    removeView(path);
  }
}

/** The newest hash as people compare it aloud: eight groups of four hexadecimal digits. */
export function journalCode(newest: Uint8Array | null): string {
  const digits = Buffer.from(newest ?? new Uint8Array(16))
    .toString('hex')
    .slice(0, 32);
  return digits.match(/.{4}/g)?.join(' ') ?? '';
}

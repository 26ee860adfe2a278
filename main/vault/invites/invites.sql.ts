import { type Db, rows } from '../store/open.ts';

export interface InviteEntry {
  readonly time: number;
  readonly actor: string | null;
  readonly kind: string;
  readonly objects: string;
  readonly details: string;
}

/** What the journal says of invitations since a moment, oldest first. */
export function inviteStatements(db: Db) {
  return {
    entries: rows<[number], InviteEntry>(
      db,
      `SELECT time, actor, kind, objects, details FROM entries
       WHERE kind IN ('staff.inviteMake', 'staff.inviteEnd') AND time >= ? ORDER BY n`,
    ),
  };
}

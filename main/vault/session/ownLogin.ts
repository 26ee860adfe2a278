import { z } from 'zod';
import type { Id } from '#shared/domain/ids.ts';
import { BrokenEntry } from '../journal/chain.ts';
import type { ChainRow } from '../journal/chain.sql.ts';
import type { VaultProcess } from '../process.ts';
import type { SubjectChange } from '../store/commit.ts';
import { readRow } from '../store/read.ts';
import type { OpenVault } from './openVault.ts';
import { ownLoginStatement } from './ownLogin.sql.ts';

const text = z.string().max(200);
const factor = z.strictObject({
  /** base64url; shared with the person's telephone. */
  secret: text,
  /** Hashes of the recovery codes that are left. */
  codes: z.array(text).max(10),
  /** The newest step whose code was used. */
  last: z.number().int(),
});
const pin = z.strictObject({
  kdf: z.strictObject({ memory: z.number().int(), passes: z.number().int(), salt: text }),
  /** What a seed is sealed to for the way back; its secret follows from the PIN alone. */
  public: text,
});
const stored = z.strictObject({ factor: factor.nullable(), pin: pin.nullable() });

/** How a person logs in beside the password; sealed on their desk. */
export type OwnLogin = z.infer<typeof stored>;
export type Factor = z.infer<typeof factor>;
export type PinLock = z.infer<typeof pin>;

const none: OwnLogin = { factor: null, pin: null };

function subjectOf(vault: OpenVault, user: Id): Id | undefined {
  const desk = vault.chain.authority.bookOf('desk', user);
  return desk === undefined ? undefined : ownLoginStatement(vault.viewDb).get(desk.book, user);
}

/**
 * What somebody has set up; of others the owner alone can read it. What cannot be read counts as not set up, and raises
 * an alarm; whoever decides by this catches up with the journal first.
 */
export function ownLogin(vault: OpenVault, user: Id = vault.user): OwnLogin {
  const subject = subjectOf(vault, user);
  const named = subject === undefined ? undefined : vault.chain.sql.row.get(subject, 'work');
  if (named === undefined) return none;
  const parsed = stored.safeParse(payloadOf(vault, named));
  if (!parsed.success) return none;
  const off = vault.chain.authority.logins.factorsOff.get(user);
  return off !== undefined && off >= named.time ? { ...parsed.data, factor: null } : parsed.data;
}

function payloadOf(vault: OpenVault, named: ChainRow): unknown {
  const { authority, sql } = vault.chain;
  try {
    const read = readRow(vault, named, authority.mayRead(vault.user, sql.books.all(named.subject), 'work'));
    return read.kind === 'open' ? read.payload : null;
  } catch (error) {
    if (!(error instanceof BrokenEntry)) throw error;
    // Nothing else reads this row, and a factor that somebody has taken away must not go unnoticed.
    vault.spoil(named.subject, error);
    return null;
  }
}

/** What writes it anew; null for somebody without a desk. */
export function ownLoginChange(
  process: VaultProcess,
  vault: OpenVault,
  patch: Partial<OwnLogin>,
): SubjectChange | null {
  const desk = vault.chain.authority.bookOf('desk', vault.user);
  if (desk === undefined) return null;
  const found = subjectOf(vault, vault.user);
  const id = found ?? process.newId();
  return {
    id,
    kind: 'login',
    ...(found === undefined ? { books: [desk.book] } : {}),
    rows: [{ record: id, kind: 'login', class: 'work', payload: { ...ownLogin(vault), ...patch } }],
  };
}

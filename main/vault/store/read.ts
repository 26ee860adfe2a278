import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { BrokenEntry } from '../journal/chain.ts';
import type { ChainRow, ChainStatements } from '../journal/chain.sql.ts';
import { rowHash } from '../journal/entry.ts';
import { equal } from '../keys/crypto.ts';
import type { KeyRing } from '../keys/keyRing.ts';
import { openValue } from './seal.ts';
import type { SealedRow, VaultStatements } from './vault.sql.ts';

/** Where sealed rows are read: the rows, what the verified journal says of them, and the keys of this session. */
export interface Source {
  readonly id: Id;
  readonly sql: VaultStatements;
  readonly chain: { readonly sql: ChainStatements };
  readonly ring: KeyRing;
}

/** What reading a row gave: the payload, or that this session holds no key for it. */
export type ReadRow = { readonly kind: 'open'; readonly payload: unknown } | { readonly kind: 'closed' };

/** Opens one stored row. Throws `BrokenEntry` where the row is missing or is not the one that the journal names. */
export function readRow(source: Source, named: ChainRow, mayRead: boolean): ReadRow {
  return openStored(source, source.sql.record.get(named.record, named.class), named, mayRead);
}

/** Opens an older version of a row, with the hash that the journal gave it. */
export function readOldRow(
  source: Source,
  record: Id,
  fieldClass: string,
  old: { version: number; hash: Uint8Array; seq: number },
): ReadRow {
  return openStored(source, source.sql.oldRecord.get(record, fieldClass, old.version), old, true);
}

/** Checks a stored row against its hash and opens it. `mayRead`: then a key that does not open it is damage, not a lack. */
export function openStored(
  source: Source,
  stored: SealedRow | undefined,
  named: { readonly hash: Uint8Array; readonly seq: number },
  mayRead: boolean,
): ReadRow {
  if (stored === undefined || !equal(rowHash(stored), named.hash)) throw new BrokenEntry('rowChanged', named.seq);
  const key = source.ring.recordKey(stored.subject, stored.class as FieldClass, stored.key_no);
  if (key === null) {
    if (mayRead) throw new BrokenEntry('rowChanged', named.seq);
    return { kind: 'closed' };
  }
  const naming = {
    vault: source.id,
    kind: stored.kind,
    subject: stored.subject,
    id: stored.id,
    class: stored.class,
    keyNo: stored.key_no,
    version: stored.version,
  };
  const payload = openValue(key, naming, stored.sealed);
  key.wipe();
  if (payload === null) throw new BrokenEntry('rowChanged', named.seq);
  return { kind: 'open', payload };
}

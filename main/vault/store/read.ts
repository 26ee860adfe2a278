import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { BrokenEntry } from '../journal/chain.ts';
import type { ChainRow, ChainStatements } from '../journal/chain.sql.ts';
import { rowHash } from '../journal/entry.ts';
import { type SecretKey, equal } from '../keys/crypto.ts';
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

/** A row that this session could open, and what the journal says of it. */
export interface OpenRow {
  readonly named: ChainRow;
  readonly payload: unknown;
}

/** Opens all rows of a subject whose class this person may read, as `readRow` would one by one. */
export function readSubject(source: Source, subject: Id, may: (fieldClass: FieldClass) => boolean): OpenRow[] {
  const stored = new Map(source.sql.recordsOfSubject.all(subject).map((row) => [`${row.id}/${row.class}`, row]));
  const keys = source.ring.keysOf(subject);
  const open: OpenRow[] = [];
  try {
    for (const named of source.chain.sql.rowsOfSubject.all(subject)) {
      if (!may(named.class as FieldClass)) continue;
      const row = stored.get(`${named.record}/${named.class}`);
      if (row === undefined || !equal(rowHash(row), named.hash)) throw new BrokenEntry('rowChanged', named.seq);
      const key = keys.get(named.class as FieldClass, row.key_no);
      open.push({ named, payload: openWith(source, key, row, named) });
    }
  } finally {
    keys.wipe();
  }
  return open;
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
  try {
    return { kind: 'open', payload: openWith(source, key, stored, named) };
  } finally {
    key.wipe();
  }
}

/** A row that does not open although its class may be read is damaged. */
function openWith(source: Source, key: SecretKey | null, stored: SealedRow, named: { readonly seq: number }): unknown {
  const naming = {
    vault: source.id,
    kind: stored.kind,
    subject: stored.subject,
    id: stored.id,
    class: stored.class,
    keyNo: stored.key_no,
    version: stored.version,
  };
  const payload = key === null ? null : openValue(key, naming, stored.sealed);
  if (payload === null) throw new BrokenEntry('rowChanged', named.seq);
  return payload;
}

import type { FieldClass } from '#shared/domain/fields.ts';
import { type EntryBody, type NamedRow, rowHash } from '../../main/vault/journal/entry.ts';
import type { SecretKey } from '../../main/vault/keys/crypto.ts';
import { sealValue } from '../../main/vault/store/seal.ts';
import type { Attacker } from './asAttacker.ts';

/** Seals a payload as a next version of a row, with a key that the attacker holds or makes. */
export function sealedRow(by: Attacker, key: SecretKey, naming: Omit<NamedRow, 'sealed'>, payload: unknown): NamedRow {
  const { kind, subject, id, version, key_no: keyNo } = naming;
  const sealed = sealValue(key, { vault: by.vault, kind, subject, id, class: naming.class, keyNo, version }, payload);
  const row = { ...naming, sealed };
  by.run('DELETE FROM records WHERE id = ? AND class = ?', id, naming.class);
  by.run(
    'INSERT INTO records(id, class, kind, subject, version, seq, key_no, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    id,
    naming.class,
    kind,
    subject,
    version,
    by.entries().length + 1,
    keyNo,
    sealed,
  );
  return row;
}

/** What an entry says of one forged row. */
export function subjectOf(
  row: NamedRow,
  more: Partial<EntryBody['subjects'][number]> = {},
): EntryBody['subjects'][number] {
  return {
    id: row.subject,
    kind: 'customer',
    books: null,
    from: null,
    rows: [[row.id, row.kind as 'customer' | 'note', row.class as FieldClass, row.version, rowHash(row)]],
    keys: [],
    ...more,
  };
}

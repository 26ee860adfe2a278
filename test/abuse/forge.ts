import { encode } from 'cborg';
import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { type EntryBody, type NamedRow, type RecordKind, rowHash } from '../../main/vault/journal/entry.ts';
import type { BookKind } from '../../main/vault/journal/items.ts';
import { SecretKey, encrypt, sealTo, sign } from '../../main/vault/keys/crypto.ts';
import { recordKeyCommitment } from '../../main/vault/keys/keyRing.ts';
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

/** A row of a subject of the attacker's own making. */
export interface ForgedRow {
  readonly record: Id;
  readonly kind: RecordKind;
  readonly class: FieldClass;
  readonly payload?: unknown;
  readonly version?: number;
}

/** A new subject as the program would write it, but for what it says, with a key of the attacker's own for every class. */
export function newSubject(
  by: Attacker,
  naming: { readonly id: Id; readonly kind: RecordKind; readonly books: readonly Id[] },
  forged: readonly ForgedRow[],
): { readonly subject: EntryBody['subjects'][number]; readonly keys: ReadonlyMap<FieldClass, SecretKey> } {
  const { id, kind, books } = naming;
  const keys = new Map<FieldClass, SecretKey>();
  for (const { class: fieldClass } of forged) {
    if (keys.has(fieldClass)) continue;
    const key = SecretKey.random();
    keys.set(fieldClass, key);
    for (const book of new Set(books)) wrapFor(by, key, id, fieldClass, book);
  }
  const rows = forged.map(({ record, kind: what, class: fieldClass, payload, version = 1 }) => {
    const key = keys.get(fieldClass);
    if (key === undefined) throw new Error('no key');
    const row = sealedRow(
      by,
      key,
      { id: record, kind: what, subject: id, class: fieldClass, version, key_no: 1 },
      payload,
    );
    return [record, what, fieldClass, version, rowHash(row)] satisfies EntryBody['subjects'][number]['rows'][number];
  });
  return {
    keys,
    subject: {
      id,
      kind,
      books: [...books],
      from: null,
      rows,
      keys: [...keys].map(([name, key]) => [name, 1, recordKeyCommitment(key, id, name, 1)]),
    },
  };
}

/** Puts a record key where those who read the book find it. */
function wrapFor(by: Attacker, key: SecretKey, subject: Id, fieldClass: FieldClass, book: Id): void {
  const ck = by.bookKey(book, fieldClass, 1);
  const named = by
    .bodies()
    .flatMap(({ items }) => items)
    .find((item) => item.t === 'bookKey' && item.book === book && item.class === fieldClass);
  if (named?.t !== 'bookKey') throw new Error('no book key');
  const naming = encode(['coffer record key', subject, fieldClass, 1, book, 1]);
  by.run(
    'INSERT INTO record_keys(subject, class, n, book, generation, wrap, sealed) VALUES (?, ?, 1, ?, 1, ?, ?)',
    subject,
    fieldClass,
    book,
    ck === null ? 'book' : 'ck',
    ck === null ? sealTo(named.public, key.bytes) : encrypt(ck, key.bytes, naming),
  );
}

/** The book of a kind, a person's own where one is named. */
export function bookOf(by: Attacker, kind: BookKind, person: Id | null = null): Id {
  const found = by
    .bodies()
    .flatMap(({ items }) => items)
    .find((item) => item.t === 'book' && item.kind === kind && item.person === person);
  if (found?.t !== 'book') throw new Error(`no book ${kind}`);
  return found.book;
}

/** The attacker makes themselves an owner in an entry that a ROOT has signed which they came to know. Answers its number. */
export function promotedBy(root: SecretKey, by: Attacker): number {
  const mine = by
    .bodies()
    .flatMap(({ items }) => items)
    .find((item) => item.t === 'certificate' && item.user === by.user);
  if (mine?.t !== 'certificate') throw new Error('no certificate');
  const forged = by.append({ kind: 'staff.role', items: [{ ...mine, role: 'owner' }] });
  by.run('UPDATE journal SET root_sig = ? WHERE n = ?', sign(root, 'root entry', forged.hash), forged.n);
  return forged.seq;
}

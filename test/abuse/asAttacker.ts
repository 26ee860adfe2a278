import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Id } from '#shared/domain/ids.ts';
import { type FieldClass, fieldClasses } from '#shared/domain/fields.ts';
import {
  type EntryBody,
  type StoredEntry,
  decodeEntry,
  encodeEntry,
  entryHash,
} from '../../main/vault/journal/entry.ts';
import { SecretKey, decrypt, openSealed, sign, signPair } from '../../main/vault/keys/crypto.ts';
import { type Header, headerPath, readHeader, writeHeader } from '../../main/vault/keys/header.ts';
import { bookPair } from '../../main/vault/keys/keyRing.ts';
import { type PersonKeys, openSlot, personKeys } from '../../main/vault/keys/slot.ts';
import { decodeOwnSecret, deviceOf } from '../../main/vault/session/device.ts';
import { type Db, openDatabase, rows } from '../../main/vault/store/open.ts';
import { openValue } from '../../main/vault/store/seal.ts';
import type { SealedRow, WrappedKey } from '../../main/vault/store/vault.sql.ts';
import { encode } from 'cborg';
import type { KeptOffice, TestOffice } from '../support/testVault.ts';

/** A value that the attacker opened without the program. */
export interface Loot {
  readonly row: SealedRow;
  readonly payload: unknown;
}

/**
 * A member of staff with a script: their own password, the device secret of the shared OS account, hence their seed and
 * the key of the database, and every file to read and write. Nothing of the program stands in their way.
 */
export interface Attacker {
  readonly user: Id;
  readonly keys: PersonKeys;
  readonly device: SecretKey;
  readonly deviceId: Id;
  readonly vault: Id;
  readonly db: Db;
  readonly databaseKey: SecretKey;
  /** A signing key that nobody certified. */
  readonly otherKey: SecretKey;
  /** The header as it is, and any other put in its place. */
  header(): Header;
  putHeader(header: Header): void;
  entries(): StoredEntry[];
  bodies(): EntryBody[];
  /** Appends an entry that fits the chain in every respect but what is given, under the attacker's own signature unless told. */
  append(entry: Partial<EntryBody>, how?: { signWith?: SecretKey; rootSig?: Uint8Array }): StoredEntry;
  /** Writes the journal anew: bodies as given, numbers, previous hashes and hashes made to fit, the attacker's signature where it changed. */
  rewrite(bodies: readonly EntryBody[], how?: { signWith?: SecretKey; rootWith?: SecretKey }): void;
  run(sql: string, ...parameters: unknown[]): number;
  all<R>(sql: string, ...parameters: unknown[]): R[];
  /** The key of a book for a class, if one lies there for this person. */
  bookKey(book: Id, fieldClass: FieldClass, generation: number): SecretKey | null;
  /** Takes every record key that can be opened at this moment and keeps it for ever. */
  collect(): void;
  /** Adds a record key of the attacker's own making to those that are tried. */
  keep(subject: Id, key: SecretKey): void;
  /** Uses a kept record key of a subject whose card it opens. */
  keyed<T>(subject: Id, work: (key: SecretKey) => T): T;
  /** The kept key that opens a row. */
  recordKey(row: SealedRow): SecretKey;
  /** Everything in the database (this one, or as it was or is elsewhere) that any kept key opens. */
  loot(where?: Db): Loot[];
  close(): void;
}

/** Opens the vault as an attacker who is `name` in the office. All sessions may stay open. */
export async function asAttacker(
  office: Pick<TestOffice, 'folder' | 'people' | 'keychain'>,
  name: string,
): Promise<Attacker> {
  const person = office.people.get(name);
  if (person === undefined) throw new Error(`nobody called ${name}`);
  const header = () => readHeader(headerPath(office.folder));
  const { vault, slots } = header();
  const slot = slots.find(({ user }) => user === person.user);
  const kept = office.keychain.get(`device:${vault}`);
  if (slot === undefined || kept === undefined) throw new Error('no slot or no keychain');
  const held = deviceOf(decodeOwnSecret(kept), header());
  const device = held.secret;
  const keys = personKeys(openSlot(device, vault, slot, person.password).seed);
  const databaseKey = openSealed(keys.box, slot.database);
  if (databaseKey === null) throw new Error('no database key');
  const db = openDatabase(join(office.folder, 'vault.db'), 'sqlcipher', databaseKey, { create: false, durable: false });

  const run = (sql: string, ...parameters: unknown[]): number => rows<unknown[]>(db, sql).run(...parameters).changes;
  const all = <R>(sql: string, ...parameters: unknown[]): R[] => rows<unknown[], R>(db, sql).all(...parameters);
  const entries = () => all<StoredEntry>('SELECT n, device, seq, body, sig, root_sig, hash FROM journal ORDER BY n');
  const bodyOf = ({ body }: StoredEntry): EntryBody => {
    const entry = decodeEntry(body);
    if (entry === null) throw new Error('not an entry');
    return entry;
  };
  const put = (entry: StoredEntry): StoredEntry => {
    run(
      'INSERT INTO journal(n, device, seq, body, sig, root_sig, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
      entry.n,
      entry.device,
      entry.seq,
      entry.body,
      entry.sig,
      entry.root_sig,
      entry.hash,
    );
    return entry;
  };
  const bookKey: Attacker['bookKey'] = (book, fieldClass, generation) => {
    const [found] = all<{ sealed: Buffer }>(
      'SELECT sealed FROM sealed_keys WHERE key = ? AND generation = ? AND user = ?',
      `ck:${book}:${fieldClass}`,
      generation,
      person.user,
    );
    return found === undefined ? null : openSealed(keys.box, found.sealed);
  };
  const recordKeys = new Map<Id, SecretKey[]>();
  const keep = (subject: Id, key: SecretKey): void => {
    recordKeys.set(subject, [...(recordKeys.get(subject) ?? []), key]);
  };
  const unwrap = (wrapped: WrappedKey): SecretKey | null => {
    const { subject, n, book, generation } = wrapped;
    const fieldClass = fieldClasses.find((candidate) => candidate === wrapped.class);
    const key = fieldClass === undefined ? null : bookKey(book, fieldClass, generation);
    if (key === null) return null;
    if (wrapped.wrap === 'book') return openSealed(bookPair(key), wrapped.sealed);
    const naming = encode(['coffer record key', subject, wrapped.class, n, book, generation]);
    const plain = decrypt(key, wrapped.sealed, naming);
    return plain === null ? null : SecretKey.from(plain);
  };

  const opens = (key: SecretKey, row: SealedRow): unknown => {
    const { kind, subject, id, version, key_no: keyNo } = row;
    return openValue(key, { vault, kind, subject, id, class: row.class, keyNo, version }, row.sealed);
  };

  return {
    user: person.user,
    keys,
    device,
    deviceId: held.device,
    vault,
    db,
    databaseKey,
    otherKey: signPair(SecretKey.random()).secret,
    header,
    putHeader: (value) => writeHeader(office.folder, value),
    entries,
    bodies: () => entries().map(bodyOf),
    append(entry, how = {}) {
      const last = entries().at(-1);
      if (last === undefined) throw new Error('no journal');
      const before = bodyOf(last);
      const body: EntryBody = {
        ...before,
        seq: last.seq + 1,
        prev: last.hash,
        authority: before.items.length > 0 ? { seq: last.seq, hash: last.hash } : before.authority,
        session: 'F'.repeat(22),
        actor: person.user,
        kind: 'forged',
        objects: [],
        count: 0,
        details: {},
        subjects: [],
        items: [],
        batch: null,
        ...entry,
      };
      const bytes = encodeEntry(body);
      const hash = entryHash(body.prev, bytes);
      return put({
        n: last.n + 1,
        device: body.device,
        seq: body.seq,
        body: bytes,
        sig: sign(how.signWith ?? keys.sign.secret, 'entry', hash),
        root_sig: how.rootSig ?? null,
        hash,
      });
    },
    rewrite(bodies, how = {}) {
      const before = entries();
      run('DELETE FROM journal');
      let prev: Uint8Array = Buffer.alloc(32);
      let authority: EntryBody['authority'] = null;
      bodies.forEach((body, i) => {
        const fitted: EntryBody = { ...body, seq: i + 1, prev, authority };
        const bytes = encodeEntry(fitted);
        const hash = entryHash(prev, bytes);
        const same = before.find((old) => Buffer.from(old.hash).equals(hash));
        const rooted = before.find((old) => old.seq === body.seq)?.root_sig ?? null;
        put({
          n: i + 1,
          device: fitted.device,
          seq: fitted.seq,
          body: bytes,
          sig: same?.sig ?? sign(how.signWith ?? keys.sign.secret, 'entry', hash),
          root_sig:
            same !== undefined
              ? same.root_sig
              : rooted === null
                ? null
                : how.rootWith === undefined
                  ? rooted
                  : sign(how.rootWith, 'root entry', hash),
          hash,
        });
        prev = hash;
        if (fitted.items.length > 0) authority = { seq: fitted.seq, hash };
      });
    },
    run,
    all,
    bookKey,
    collect() {
      for (const wrapped of all<WrappedKey>(
        'SELECT subject, class, n, book, generation, wrap, sealed FROM record_keys',
      )) {
        const key = unwrap(wrapped);
        if (key !== null && key.bytes.byteLength === 32) keep(wrapped.subject, key);
      }
    },
    keep,
    keyed(subject, work) {
      const [card] = all<SealedRow>(
        "SELECT id, class, kind, subject, version, seq, key_no, sealed FROM records WHERE subject = ? AND class = 'card'",
        subject,
      );
      const key = (recordKeys.get(subject) ?? []).find((each) => card !== undefined && opens(each, card) !== null);
      if (key === undefined) throw new Error('no key');
      return work(key);
    },
    recordKey(row) {
      const key = (recordKeys.get(row.subject) ?? []).find((each) => opens(each, row) !== null);
      if (key === undefined) throw new Error('no key');
      return key;
    },
    loot(where = db) {
      const columns = 'id, class, kind, subject, version, seq, key_no, sealed';
      const sealed = rows<[], SealedRow>(
        where,
        `SELECT ${columns} FROM records UNION ALL SELECT ${columns} FROM record_versions`,
      ).all();
      return sealed.flatMap((row) => {
        for (const key of recordKeys.get(row.subject) ?? []) {
          const payload = opens(key, row);
          if (payload !== null) return [{ row, payload }];
        }
        return [];
      });
    },
    close: () => db.close(),
  };
}

/** Keeps an office as it is now, to be put back before each test. All its sessions must have ended. */
export function keepOffice(
  office: TestOffice,
  parent = tmpdir(),
): KeptOffice & { restore: () => void; remove: () => void } {
  const folder = mkdtempSync(join(parent, 'coffer-kept-'));
  cpSync(office.folder, folder, { recursive: true });
  const kept = { folder, keychain: new Map(office.keychain), people: new Map(office.people), time: office.clock.time };
  return {
    ...kept,
    restore() {
      rmSync(office.folder, { recursive: true, force: true });
      cpSync(folder, office.folder, { recursive: true });
      for (const [target, source] of [
        [office.keychain, kept.keychain],
        [office.people, kept.people],
      ] as [Map<string, unknown>, Map<string, unknown>][]) {
        target.clear();
        for (const [name, value] of source) target.set(name, value);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

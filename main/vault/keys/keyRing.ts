import { encode } from 'cborg';
import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Authority } from '../journal/authority.ts';
import type { ChainStatements } from '../journal/chain.sql.ts';
import type { VaultStatements, WrappedKey } from '../store/vault.sql.ts';
import {
  type KeyPair,
  SecretKey,
  boxPair,
  decrypt,
  derive,
  encrypt,
  equal,
  keyedHash,
  openSealed,
  sealTo,
} from './crypto.ts';
import type { PersonKeys } from './slot.ts';

/** What a ring looks into: who may, what the verified journal says of keys, and the rows of sealed keys. */
export interface KeySources {
  readonly authority: () => Authority;
  readonly chain: ChainStatements;
  readonly file: { readonly sql: VaultStatements };
}

export function bookKeyCommitment(key: SecretKey, book: Id, fieldClass: FieldClass, generation: number): Buffer {
  return keyedHash(key, 'book key commitment', [book, fieldClass, generation]);
}
export function recordKeyCommitment(key: SecretKey, subject: Id, fieldClass: FieldClass, n: number): Buffer {
  return keyedHash(key, 'record key commitment', [subject, fieldClass, n]);
}
/** The pair that others seal record keys to when they hold no key of the book. */
export function bookPair(key: SecretKey): KeyPair {
  const seed = derive(key, 'book box');
  const pair = boxPair(seed);
  seed.wipe();
  return pair;
}
export function bookKeyName(book: Id, fieldClass: FieldClass): string {
  return `ck:${book}:${fieldClass}`;
}

function wrapNaming(subject: Id, fieldClass: FieldClass, n: number, book: Id, generation: number): Uint8Array {
  return encode(['coffer record key', subject, fieldClass, n, book, generation]);
}

/** The record keys of one subject; null where this person cannot open one. */
export interface SubjectKeys {
  /** Which keys the journal names. */
  readonly named: readonly { readonly class: string; readonly n: number }[];
  readonly get: (fieldClass: FieldClass, n: number) => SecretKey | null;
  readonly wipe: () => void;
}

/** The keys that one person's session can open. Nothing is used that the journal does not hold a commitment to. */
export class KeyRing {
  readonly #user: Id;
  readonly #keys: PersonKeys;
  readonly #from: KeySources;
  readonly #opened = new Map<string, SecretKey>();
  readonly #pairs = new Map<string, KeyPair>();

  constructor(user: Id, keys: PersonKeys, sources: KeySources) {
    this.#user = user;
    this.#keys = keys;
    this.#from = sources;
  }

  /** The book's key for a class; null where this person was not given it, or what was put in its place does not match. */
  bookKey(book: Id, fieldClass: FieldClass, generation: number): SecretKey | null {
    const name = bookKeyName(book, fieldClass);
    const cached = this.#opened.get(`${name}:${generation}`);
    if (cached !== undefined) return cached;
    const named = this.#from
      .authority()
      .bookKeys.get(`${book}/${fieldClass}`)
      ?.find((key) => key.generation === generation);
    const sealed = this.#from.file.sql.sealedKey.get(name, generation, this.#user)?.sealed;
    if (named === undefined || sealed === undefined) return null;
    const key = openSealed(this.#keys.box, sealed);
    if (key === null) return null;
    if (key.bytes.byteLength !== 32 || !equal(bookKeyCommitment(key, book, fieldClass, generation), named.commitment)) {
      key.wipe();
      return null;
    }
    this.#opened.set(`${name}:${generation}`, key);
    return key;
  }

  /** Takes a book key into the ring that this session has just made. */
  adopt(book: Id, fieldClass: FieldClass, generation: number, key: SecretKey): void {
    this.#opened.set(`${bookKeyName(book, fieldClass)}:${generation}`, key);
  }

  #pair(book: Id, fieldClass: FieldClass, generation: number): KeyPair | null {
    const name = `${bookKeyName(book, fieldClass)}:${generation}`;
    const cached = this.#pairs.get(name);
    if (cached !== undefined) return cached;
    const key = this.bookKey(book, fieldClass, generation);
    if (key === null) return null;
    const pair = bookPair(key);
    this.#pairs.set(name, pair);
    return pair;
  }

  /** Opens a record key through any book that holds it and this person reads; null where none does. Wipe it after use. */
  recordKey(subject: Id, fieldClass: FieldClass, n: number): SecretKey | null {
    const named = this.#from.chain.key.get(subject, fieldClass, n);
    if (named === undefined) return null;
    return this.#openKey(this.#from.file.sql.keys.all(subject, fieldClass, n), named.commitment);
  }

  /** All keys of one subject, found at once and opened when they are asked for. Wipe them after use. */
  keysOf(subject: Id): SubjectKeys {
    const named = this.#from.chain.keysOfSubject.all(subject);
    const wrapped = this.#from.file.sql.keysOfSubject.all(subject);
    const opened = new Map<string, SecretKey | null>();
    return {
      named,
      get: (fieldClass, n) => {
        const known = opened.get(`${fieldClass}:${n}`);
        if (known !== undefined) return known;
        const commitment = named.find((key) => key.class === fieldClass && key.n === n)?.commitment;
        const copies = wrapped.filter((copy) => copy.class === fieldClass && copy.n === n);
        const key = commitment === undefined ? null : this.#openKey(copies, commitment);
        opened.set(`${fieldClass}:${n}`, key);
        return key;
      },
      wipe: () => {
        for (const key of opened.values()) key?.wipe();
        opened.clear();
      },
    };
  }

  /** The key from the first of its wrapped copies that opens and is the one the journal committed to. */
  #openKey(copies: readonly WrappedKey[], commitment: Uint8Array): SecretKey | null {
    for (const wrapped of copies) {
      const fieldClass = wrapped.class as FieldClass;
      const key = this.#unwrap(wrapped, fieldClass);
      if (key === null) continue;
      if (
        key.bytes.byteLength === 32 &&
        equal(recordKeyCommitment(key, wrapped.subject, fieldClass, wrapped.n), commitment)
      )
        return key;
      key.wipe();
    }
    return null;
  }

  #unwrap(wrapped: WrappedKey, fieldClass: FieldClass): SecretKey | null {
    const { subject, n, book, generation } = wrapped;
    if (wrapped.wrap === 'book') {
      const pair = this.#pair(book, fieldClass, generation);
      return pair === null ? null : openSealed(pair, wrapped.sealed);
    }
    const key = this.bookKey(book, fieldClass, generation);
    if (key === null) return null;
    const plain = decrypt(key, wrapped.sealed, wrapNaming(subject, fieldClass, n, book, generation));
    return plain === null ? null : SecretKey.from(plain);
  }

  /** Wraps a record key for a book: under the book's key where this person holds it, else to the public key that ROOT named. */
  wrap(recordKey: SecretKey, subject: Id, fieldClass: FieldClass, n: number, book: Id): WrappedKey | null {
    const named = this.#from.authority().bookKey(book, fieldClass);
    if (named === undefined) return null;
    const { generation } = named;
    const key = this.bookKey(book, fieldClass, generation);
    const sealed =
      key === null
        ? sealTo(named.public, recordKey.bytes)
        : encrypt(key, recordKey.bytes, wrapNaming(subject, fieldClass, n, book, generation));
    return { subject, class: fieldClass, n, book, generation, wrap: key === null ? 'book' : 'ck', sealed };
  }

  /** Opens a key that was sealed to this person under a name, such as a parcel's. */
  sealedToMe(name: string, generation = 0): SecretKey | null {
    const sealed = this.#from.file.sql.sealedKey.get(name, generation, this.#user)?.sealed;
    return sealed === undefined ? null : openSealed(this.#keys.box, sealed);
  }

  wipe(): void {
    for (const key of this.#opened.values()) key.wipe();
    for (const pair of this.#pairs.values()) pair.secret.wipe();
    this.#opened.clear();
    this.#pairs.clear();
  }
}

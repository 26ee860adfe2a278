import type { FieldClass } from '#shared/domain/fields.ts';
import { fieldClasses } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Authority, Book, Right } from '../journal/authority.ts';
import type { AuthorityItem } from '../journal/items.ts';
import type { Person } from '../journal/person.ts';
import { keyName } from '../journal/owed.ts';
import { SecretKey, sealTo } from '../keys/crypto.ts';
import { type KeyRing, bookKeyCommitment, bookKeyName, bookPair } from '../keys/keyRing.ts';
import type { Change } from '../store/commit.ts';
import { bookClasses, rightsFor } from './grants.rules.ts';

/** Items of authority and the sealed keys that go with them, for one entry. */
export interface Plan {
  readonly items: AuthorityItem[];
  readonly sealedKeys: NonNullable<Change['sealedKeys']>[number][];
}
export function emptyPlan(): Plan {
  return { items: [], sealedKeys: [] };
}

/** A person who will hold keys, with the public key that ROOT certifies in the same entry or has certified before. */
export interface KeyHolder {
  readonly user: Id;
  readonly role: Parameters<typeof rightsFor>[0]['role'];
  readonly box: Uint8Array;
  /** Whoever is stopped gets the right, and its keys once they are let in again (`Authority.owed`). */
  readonly frozen?: Person['frozen'];
}
function isStopped({ frozen }: Pick<KeyHolder, 'frozen'>): boolean {
  return frozen !== undefined && frozen !== null;
}

/** Under this name the recovery identity's copies lie in `sealed_keys`. */
export const recoveryUser = 'recovery';

/** Whether a right is one to read. */
export function reads(right: Right | undefined): boolean {
  return right === 'read' || right === 'write';
}

/** Makes a book with fresh keys for all its classes, and grants by role to everybody given. */
export function addBook(
  plan: Plan,
  ring: KeyRing,
  book: Book,
  holders: readonly KeyHolder[],
  recovery: Uint8Array,
  facts: { manager: Id | null; cards: 'private' | 'shared' },
): void {
  plan.items.push({ t: 'book', book: book.book, kind: book.kind, person: book.person });
  const rights = holders.map((holder) => ({ holder, rights: rightsFor(holder, book, facts.manager, facts.cards) }));
  for (const fieldClass of bookClasses[book.kind]) {
    const readers = rights.filter(({ rights: of }) => reads(of[fieldClass])).map(({ holder }) => holder);
    addBookKey(plan, ring, book.book, fieldClass, 1, readers, recovery);
    for (const { holder, rights: of } of rights) {
      const right = of[fieldClass];
      if (right !== undefined)
        plan.items.push({ t: 'grant', user: holder.user, book: book.book, class: fieldClass, right, until: null });
    }
  }
}

/** A new key of a book for a class, sealed to its readers and to recovery; the ring takes it at once. */
function addBookKey(
  plan: Plan,
  ring: KeyRing,
  book: Id,
  fieldClass: FieldClass,
  generation: number,
  readers: readonly KeyHolder[],
  recovery: Uint8Array,
): void {
  const key = SecretKey.random();
  const pair = bookPair(key);
  pair.secret.wipe();
  plan.items.push({
    t: 'bookKey',
    book,
    class: fieldClass,
    generation,
    public: pair.publicKey,
    commitment: bookKeyCommitment(key, book, fieldClass, generation),
  });
  const name = bookKeyName(book, fieldClass);
  for (const reader of readers.filter((each) => !isStopped(each)))
    plan.sealedKeys.push({ key: name, generation, user: reader.user, sealed: sealTo(reader.box, key.bytes) });
  plan.sealedKeys.push({ key: name, generation, user: recoveryUser, sealed: sealTo(recovery, key.bytes) });
  ring.adopt(book, fieldClass, generation, key);
}

/** Gives a newcomer the rights of the role on every book there is, and the keys that go with them. */
export function grantExisting(
  plan: Plan,
  ring: KeyRing,
  authority: Authority,
  newcomer: KeyHolder,
  cards: 'private' | 'shared',
): void {
  for (const book of authority.books.values()) {
    const manager = book.person === null ? null : (authority.person(book.person)?.worksFor ?? null);
    const rights = rightsFor(newcomer, book, manager, cards);
    for (const fieldClass of bookClasses[book.kind]) {
      const right = rights[fieldClass];
      if (right !== undefined) grant(plan, ring, authority, newcomer, book.book, fieldClass, right);
    }
  }
}

/** One right, with all generations of the key where it is a right to read. `until`: when time ends it, null = never. */
export function grant(
  plan: Plan,
  ring: KeyRing,
  authority: Authority,
  to: KeyHolder,
  book: Id,
  fieldClass: FieldClass,
  right: Right,
  until: number | null = null,
): void {
  plan.items.push({ t: 'grant', user: to.user, book, class: fieldClass, right, until });
  if (reads(right) && !isStopped(to)) sealGenerations(plan, ring, authority, to, book, fieldClass);
}

/** Seals every generation of a book's key that this session opens to one person, or to the recovery identity. */
export function sealGenerations(
  plan: Plan,
  ring: KeyRing,
  authority: Authority,
  to: Pick<KeyHolder, 'user' | 'box'>,
  book: Id,
  fieldClass: FieldClass,
): void {
  for (const { generation } of authority.bookKeys.get(`${book}/${fieldClass}`) ?? []) {
    const key = ring.bookKey(book, fieldClass, generation);
    if (key !== null)
      plan.sealedKeys.push({
        key: bookKeyName(book, fieldClass),
        generation,
        user: to.user,
        sealed: sealTo(to.box, key.bytes),
      });
  }
}

/** Which book keys a person can open at this moment or could until time ended it: those to be made anew when they go. */
export function keysHeld(authority: Authority, user: Id): { book: Id; class: FieldClass }[] {
  return [...(authority.grants.get(user) ?? [])].flatMap(([name, { right }]) => {
    const [book = '', held = ''] = name.split('/');
    const fieldClass = fieldClasses.find((candidate) => candidate === held);
    return reads(right) && fieldClass !== undefined ? [{ book, class: fieldClass }] : [];
  });
}

/**
 * Makes a book's key for a class anew, sealed to everybody who goes on reading: whoever held the old one reads nothing
 * that is written from here on. `boxes`: public keys that the same entry brings for people who get new ones.
 */
export function renewBookKey(
  plan: Plan,
  ring: KeyRing,
  authority: Authority,
  of: { readonly book: Id; readonly class: FieldClass },
  without: Id | ReadonlySet<Id> | null,
  boxes: ReadonlyMap<Id, Uint8Array> = new Map(),
  recovery: Uint8Array = authority.recovery ?? new Uint8Array(),
): void {
  const readers = authority.readers(of.book, of.class).flatMap((user) => {
    const person = authority.person(user);
    if (person === undefined || user === without || (typeof without === 'object' && without?.has(user))) return [];
    return [{ ...person, box: boxes.get(user) ?? person.box }];
  });
  const generation = (authority.bookKey(of.book, of.class)?.generation ?? 0) + 1;
  addBookKey(plan, ring, of.book, of.class, generation, readers, recovery);
}

/**
 * Another recovery identity, because whoever knew the one before may be gone: every key that there has been is sealed to
 * it, and every book's key made anew, so that the one before opens nothing that is written from here on.
 */
export function planRecovery(plan: Plan, ring: KeyRing, authority: Authority, recovery: Uint8Array): void {
  for (const { book, kind } of authority.books.values()) {
    for (const fieldClass of bookClasses[kind]) {
      sealGenerations(plan, ring, authority, { user: recoveryUser, box: recovery }, book, fieldClass);
      renewBookKey(plan, ring, authority, { book, class: fieldClass }, null, new Map(), recovery);
    }
  }
}

/** Gives somebody who was stopped what was made meanwhile: each right again, with its keys, as far as this session holds them. */
export function planOwed(plan: Plan, ring: KeyRing, authority: Authority, person: Person): void {
  for (const { book, class: fieldClass } of keysHeld(authority, person.user)) {
    const held = authority.grant(person.user, book, fieldClass);
    const newest = authority.bookKey(book, fieldClass)?.generation ?? 0;
    if (held === undefined || !authority.owed.has(person.user, keyName(book, fieldClass))) continue;
    // Whoever a deputy has let in again has not been given this by an owner yet.
    if (held.waits === true || (held.until !== null && held.until <= authority.now)) continue;
    if (ring.bookKey(book, fieldClass, newest) === null) continue;
    grant(plan, ring, authority, { ...person, frozen: null }, book, fieldClass, held.right, held.until);
  }
}

/** Ends one right to read: it goes, and the key is made anew for everybody who stays. */
export function endGrant(
  plan: Plan,
  ring: KeyRing,
  authority: Authority,
  user: Id,
  of: { readonly book: Id; readonly class: FieldClass },
): void {
  plan.items.push({ t: 'grant', user, book: of.book, class: of.class, right: 'none', until: null });
  renewBookKey(plan, ring, authority, of, user);
}

/** Shuts a person out for good: every key they held is made anew without them. */
export function planRevoke(plan: Plan, ring: KeyRing, authority: Authority, user: Id): void {
  const held = keysHeld(authority, user);
  plan.items.push({ t: 'revoke', user });
  for (const of of held) renewBookKey(plan, ring, authority, of, user);
}

/** New public keys for a person: what they hold is sealed to them, and made anew, since the old keys may be known. */
export function planRekey(
  plan: Plan,
  ring: KeyRing,
  authority: Authority,
  to: { readonly user: Id; readonly sign: Uint8Array; readonly box: Uint8Array; readonly slot: number },
  cause: 'asked' | 'reset',
): void {
  plan.items.push({ t: 'rekey', ...to, cause });
  const boxes = new Map([[to.user, to.box]]);
  for (const of of keysHeld(authority, to.user)) {
    // Where time has ended the right, the key is made anew like the others, but they get none of it.
    const waits = cause === 'reset' && authority.grant(to.user, of.book, of.class)?.waits === true;
    if (waits || authority.mayRead(to.user, [of.book], of.class))
      sealGenerations(plan, ring, authority, to, of.book, of.class);
    renewBookKey(plan, ring, authority, of, null, boxes);
    // What a deputy could not give comes with an owner's reset.
    if (waits) sealNext(plan, ring, authority, to, of);
  }
}

/** Puts a person under another manager: the new one gets the keys, the old one's end. */
export function planWorksFor(plan: Plan, ring: KeyRing, authority: Authority, user: Id, manager: Id | null): void {
  const before = authority.person(user)?.worksFor ?? null;
  const book = authority.bookOf('person', user);
  plan.items.push({ t: 'worksFor', user, manager });
  if (book === undefined || before === manager) return;
  const next = manager === null ? undefined : authority.person(manager);
  for (const fieldClass of fieldClasses) {
    const of = { book: book.book, class: fieldClass };
    // First the new manager, so that a key made anew for the old one's leaving is sealed to the new one as well.
    if (next !== undefined) grant(plan, ring, authority, next, book.book, fieldClass, 'write');
    if (before === null || authority.grant(before, book.book, fieldClass) === undefined) continue;
    endGrant(plan, ring, authority, before, of);
    if (next !== undefined) sealNext(plan, ring, authority, next, of);
  }
}

/** Seals the key that this plan has just made anew to somebody who begins to read with the same entry. */
export function sealNext(
  plan: Plan,
  ring: KeyRing,
  authority: Authority,
  to: Pick<KeyHolder, 'user' | 'box' | 'frozen'>,
  of: { readonly book: Id; readonly class: FieldClass },
): void {
  if (isStopped(to)) return;
  const generation = (authority.bookKey(of.book, of.class)?.generation ?? 0) + 1;
  const key = ring.bookKey(of.book, of.class, generation);
  if (key !== null)
    plan.sealedKeys.push({
      key: bookKeyName(of.book, of.class),
      generation,
      user: to.user,
      sealed: sealTo(to.box, key.bytes),
    });
}

import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { equal } from '../keys/crypto.ts';
import type { AuthorityItem, BookKind, ItemOf, Policy } from './items.ts';

export interface Person {
  readonly user: Id;
  readonly role: Role;
  readonly sign: Uint8Array;
  readonly box: Uint8Array;
  readonly slot: number;
  readonly worksFor: Id | null;
  /** When the certificate was signed. */
  readonly since: number;
}
export interface Book {
  readonly book: Id;
  readonly kind: BookKind;
  readonly person: Id | null;
}
export interface BookKey {
  readonly generation: number;
  readonly public: Uint8Array;
  readonly commitment: Uint8Array;
}
export type Right = 'read' | 'write' | 'deliver';

/** Who may what, as the entries of authority say and nothing else. Built by applying their items in order. */
export class Authority {
  root: Uint8Array | null = null;
  recovery: Uint8Array | null = null;
  policy: Policy | null = null;
  readonly devices = new Map<Id, Uint8Array>();
  readonly people = new Map<Id, Person>();
  readonly books = new Map<Id, Book>();
  readonly bookKeys = new Map<string, BookKey[]>();
  readonly grants = new Map<Id, Map<string, Right>>();

  person(user: Id): Person | undefined {
    return this.people.get(user);
  }

  /** The newest key of a book for a class. */
  bookKey(book: Id, fieldClass: FieldClass): BookKey | undefined {
    return this.bookKeys.get(`${book}/${fieldClass}`)?.at(-1);
  }

  right(user: Id, book: Id, fieldClass: FieldClass): Right | undefined {
    return this.grants.get(user)?.get(`${book}/${fieldClass}`);
  }
  mayRead(user: Id, books: readonly Id[], fieldClass: FieldClass): boolean {
    return books.some((book) => {
      const right = this.right(user, book, fieldClass);
      return right === 'read' || right === 'write';
    });
  }
  mayWrite(user: Id, books: readonly Id[], fieldClass: FieldClass): boolean {
    return books.some((book) => this.right(user, book, fieldClass) === 'write');
  }
  /** May put something new there, whether or not they may read it afterwards. */
  mayDeliver(user: Id, book: Id, fieldClass: FieldClass): boolean {
    const right = this.right(user, book, fieldClass);
    return right === 'write' || right === 'deliver';
  }

  bookOf(kind: BookKind, person: Id | null = null): Book | undefined {
    for (const book of this.books.values()) if (book.kind === kind && book.person === person) return book;
    return undefined;
  }

  /** Everybody with a right to read a book's class. */
  readers(book: Id, fieldClass: FieldClass): Id[] {
    return [...this.people.keys()].filter((user) => this.mayRead(user, [book], fieldClass));
  }

  /** Applies one item. The reason it is refused, or null. `byRoot`: the entry carries ROOT's valid signature. */
  apply(
    item: AuthorityItem,
    context: { readonly actor: Id | null; readonly byRoot: boolean; readonly time: number },
  ): string | null {
    switch (item.t) {
      case 'move':
        return context.actor !== null && ['owner', 'manager'].includes(this.people.get(context.actor)?.role ?? '')
          ? null
          : 'moveNotAllowed';
      case 'slot':
        return this.#applySlot(item, context.actor);
      case 'approval':
        // Whether this person may decide depends on the request too: the chain checks it.
        return context.actor !== null && this.people.has(context.actor) ? null : 'approverUnknown';
      default:
        return context.byRoot ? this.#applyRooted(item, context.time) : 'rootSignatureMissing';
    }
  }

  #applySlot(item: ItemOf<'slot'>, actor: Id | null): string | null {
    const person = this.people.get(item.user);
    if (person === undefined || actor !== item.user || item.version <= person.slot) return 'slotNotAllowed';
    this.people.set(item.user, { ...person, slot: item.version });
    return null;
  }

  #applyRooted(
    item: Exclude<AuthorityItem, ItemOf<'move'> | ItemOf<'slot'> | ItemOf<'approval'>>,
    time: number,
  ): string | null {
    switch (item.t) {
      case 'root':
        if (this.root !== null) return 'secondRoot';
        this.root = item.public;
        this.recovery = item.recovery;
        return null;
      case 'device':
        this.devices.set(item.device, item.public);
        return null;
      case 'certificate': {
        const before = this.people.get(item.user);
        if (before !== undefined && !(equal(before.sign, item.sign) && equal(before.box, item.box)))
          return 'certificateReplaced';
        this.people.set(item.user, {
          user: item.user,
          role: item.role,
          sign: item.sign,
          box: item.box,
          slot: item.slot,
          worksFor: before?.worksFor ?? null,
          since: before?.since ?? time,
        });
        return null;
      }
      case 'policy':
        this.policy = item.policy;
        return null;
      case 'book':
        if (this.books.has(item.book)) return 'bookExists';
        this.books.set(item.book, { book: item.book, kind: item.kind, person: item.person });
        return null;
      case 'bookKey': {
        const name = `${item.book}/${item.class}`;
        const keys = this.bookKeys.get(name) ?? [];
        if (!this.books.has(item.book) || item.generation !== keys.length + 1) return 'bookKeyOutOfOrder';
        keys.push({ generation: item.generation, public: item.public, commitment: item.commitment });
        this.bookKeys.set(name, keys);
        return null;
      }
      case 'grant': {
        if (!this.people.has(item.user) || !this.books.has(item.book)) return 'grantUnknown';
        const grants = this.grants.get(item.user) ?? new Map<string, Right>();
        if (item.right === 'none') grants.delete(`${item.book}/${item.class}`);
        else grants.set(`${item.book}/${item.class}`, item.right);
        this.grants.set(item.user, grants);
        return null;
      }
      case 'worksFor': {
        const person = this.people.get(item.user);
        if (person === undefined) return 'grantUnknown';
        this.people.set(item.user, { ...person, worksFor: item.manager });
        return null;
      }
    }
  }
}

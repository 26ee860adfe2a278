import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import { equal } from '../keys/crypto.ts';
import { Accounts, isAccountItem } from './accounts.ts';
import { mayCover } from './cover.ts';
import { applyByDeputy, endWaits, isDeputy, namedDeputy } from './deputies.ts';
import { LoginAuthority } from './loginAuthority.ts';
import type { AuthorityItem, BookKind, DeputyPower, ItemContext, ItemOf, Policy, UnrootedItem } from './items.ts';
import { type NextRoot, nextRootRefusal } from './newRoot.ts';
import { ownChange, ownRefusal, rekeyed } from './ownKeys.ts';
import { Owed, keyName } from './owed.ts';
import { type Moment, type Person, leads, newcomer, thawed } from './person.ts';

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
export interface Grant {
  readonly right: Right;
  /** When time ends it; null = when somebody does. */
  readonly until: number | null;
  /** Given by a deputy who does not hold the key: it counts once an owner has given it. */
  readonly waits?: boolean;
}
/** Who may what, as the entries of authority say and nothing else. Built by applying their items in order. */
export class Authority {
  root: Uint8Array | null = null;
  /** Every ROOT there has been, the newest last. */
  readonly roots: Uint8Array[] = [];
  /** The moment as of which dated rights count: that of the entry being checked, else the clock's. */
  now = 0;
  databaseKey: { readonly generation: number; readonly commitment: Uint8Array } | null = null;
  /** Whether somebody who held the key of the database has been shut out since it was made. */
  databaseKeyDue = false;
  /** Whether somebody who was an owner, and so may know ROOT, is none any more. */
  rootDue = false;
  recovery: Uint8Array | null = null;
  policy: Policy | null = null;
  readonly logins = new LoginAuthority();
  readonly accounts = new Accounts();
  readonly people = new Map<Id, Person>();
  readonly books = new Map<Id, Book>();
  readonly bookKeys = new Map<string, BookKey[]>();
  readonly grants = new Map<Id, Map<string, Grant>>();
  /** Keys (book/class) that somebody still holds who has lost the right to them: an owner has to make them anew. */
  readonly keysDue = new Set<string>();
  readonly owed = new Owed();

  person(user: Id): Person | undefined {
    return this.people.get(user);
  }

  /** Whether a person is of the office and not shut out. */
  stands(user: Id): boolean {
    const person = this.people.get(user);
    return person !== undefined && person.ended === null && person.frozen === null;
  }
  /** Everybody who has not been shut out for good. */
  active(): Person[] {
    return [...this.people.values()].filter(({ ended }) => ended === null);
  }
  /** Whether nobody but this person holds ROOT. */
  isLastOwner(user: Id): boolean {
    const owners = this.active().filter(({ role, ready }) => role === 'owner' && ready);
    return owners.length === 1 && owners[0]?.user === user;
  }
  /** Whether a person is a deputy for something at this moment. */
  deputises(user: Id, power: DeputyPower): boolean {
    return isDeputy(this.people.get(user), power, this.now);
  }

  /** The newest key of a book for a class. */
  bookKey(book: Id, fieldClass: FieldClass): BookKey | undefined {
    return this.bookKeys.get(`${book}/${fieldClass}`)?.at(-1);
  }

  right(user: Id, book: Id, fieldClass: FieldClass): Right | undefined {
    const grant = this.grant(user, book, fieldClass);
    if (grant === undefined || grant.waits === true || this.owed.has(user, keyName(book, fieldClass))) return undefined;
    return grant.until !== null && grant.until <= this.now ? undefined : grant.right;
  }
  /** A right with its date, whether or not time has ended it. */
  grant(user: Id, book: Id, fieldClass: FieldClass): Grant | undefined {
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

  /** The newest one: whose desk only an owner can open again has got another. */
  bookOf(kind: BookKind, person: Id | null = null): Book | undefined {
    return [...this.books.values()].findLast((book) => book.kind === kind && book.person === person);
  }

  /** Everybody with a right to read a book's class. */
  readers(book: Id, fieldClass: FieldClass): Id[] {
    return this.active().flatMap(({ user }) => (this.mayRead(user, [book], fieldClass) ? [user] : []));
  }

  /** Applies one item. The reason it is refused, or null. `byRoot`: the entry carries ROOT's valid signature. */
  apply(item: AuthorityItem, context: ItemContext): string | null {
    const { actor, byRoot, time } = context;
    if (isAccountItem(item)) return this.accounts.apply(item, context, this.people.get(actor ?? ''));
    switch (item.t) {
      case 'move':
        return actor !== null && leads(this.people.get(actor)) ? null : 'moveNotAllowed';
      case 'slot':
      case 'rekeyAsked':
      case 'confirm':
      case 'dispute':
      case 'slip':
        return actor === item.user &&
          this.#change(item.user, (person) => ownChange(item, person, time, byRoot)) === null
          ? null
          : ownRefusal[item.t];
      case 'approval':
        // Whether this person may decide depends on the request too: the chain checks it.
        return actor !== null && this.people.has(actor) ? null : 'approverUnknown';
      case 'freeze':
        return this.#freeze(item.user, actor, time);
      case 'thaw':
        return this.#change(item.user, (person) => thawed(person, byRoot || this.people.get(actor ?? '')));
      case 'grant':
        return byRoot || mayCover(this, item, actor, time) ? this.#grant(item) : 'rootSignatureMissing';
      default:
        return byRoot ? this.#applyRooted(item, context) : applyByDeputy(this, item, context);
    }
  }

  #change(user: Id, next: (person: Person) => Person | null): string | null {
    const person = this.people.get(user);
    const changed = person === undefined || person.ended !== null ? null : next(person);
    if (changed === null) return 'personUnknown';
    this.people.set(user, changed);
    return null;
  }

  /** Managers and owners shut others out at once, but nobody an owner, and nobody themselves. */
  #freeze(user: Id, actor: Id | null, time: number): string | null {
    const by = actor === null ? undefined : this.people.get(actor);
    if (by === undefined || by.user === user || !leads(by)) return 'freezeNotAllowed';
    return this.#change(user, (person) =>
      person.role === 'owner' || person.frozen !== null ? null : { ...person, frozen: { by: by.user, at: time } },
    );
  }

  #grant(item: ItemOf<'grant'>): string | null {
    const person = this.people.get(item.user);
    if (person === undefined || person.ended !== null || !this.books.has(item.book)) return 'grantUnknown';
    const grants = this.grants.get(item.user) ?? new Map<string, Grant>();
    const name = `${item.book}/${item.class}`;
    const read = grants.get(name)?.right ?? 'deliver';
    if (read !== 'deliver' && (item.right === 'none' || item.right === 'deliver')) this.keysDue.add(name);
    if (item.right === 'none') grants.delete(name);
    else grants.set(name, { right: item.right, until: item.until });
    this.grants.set(item.user, grants);
    this.owed.given(person, name, item.right);
    return null;
  }

  #applyRooted(item: Exclude<AuthorityItem, UnrootedItem>, context: ItemContext): string | null {
    const { actor, time } = context;
    switch (item.t) {
      case 'root':
        if (this.root !== null) return 'secondRoot';
        this.#setRoot(item);
        return null;
      case 'newRoot': {
        const refusal = nextRootRefusal(item, this.root, context);
        if (refusal !== null) return refusal;
        this.#setRoot(item);
        this.databaseKeyDue = true;
        this.rootDue = false;
        return null;
      }
      case 'ending':
      case 'clock':
        // What it does to rows the chain sees to.
        return null;
      case 'databaseKey':
        if (item.generation !== (this.databaseKey?.generation ?? 0) + 1) return 'databaseKeyOutOfOrder';
        this.databaseKey = { generation: item.generation, commitment: item.commitment };
        this.databaseKeyDue = false;
        return null;
      case 'certificate':
        return this.#certify(item, context);
      case 'rekey':
        // Whoever knew the old password could open the database's key, and an owner's opened ROOT.
        this.databaseKeyDue = true;
        this.rootDue ||= this.people.get(item.user)?.role === 'owner';
        // Whoever holds ROOT gives all there is with it.
        if (item.cause === 'reset') endWaits(this.grants.get(item.user));
        return this.#change(item.user, (person) => rekeyed(item, person, context));
      case 'revoke':
        return this.#revoke(item.user, time);
      case 'deputy':
        return this.#change(item.user, (person) => namedDeputy(person, item, context)) === null
          ? null
          : 'deputyInvalid';
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
        this.keysDue.delete(name);
        this.owed.made(name, this.people.values(), this.grants);
        return null;
      }
      case 'ready':
        return this.#change(item.user, (person) =>
          person.role === 'owner' && actor === item.user ? { ...person, ready: true } : null,
        );
      case 'worksFor':
        return this.#change(item.user, (person) => ({ ...person, worksFor: item.manager }));
      default:
        return this.logins.apply(item, time);
    }
  }

  #setRoot(item: NextRoot): void {
    this.root = item.public;
    this.recovery = item.recovery;
    this.roots.push(item.public);
  }

  /** A newcomer, or another role for somebody known; keys change by `rekey` alone. */
  #certify(item: ItemOf<'certificate'>, moment: Moment): string | null {
    const before = this.people.get(item.user);
    if (before === undefined) {
      // Whoever begins an office makes ROOT themselves; every later owner shows that they hold it.
      this.people.set(item.user, newcomer(item, moment, item.role === 'owner' && this.people.size === 0));
      return null;
    }
    if (!(equal(before.sign, item.sign) && equal(before.box, item.box))) return 'certificateReplaced';
    this.rootDue ||= before.role === 'owner' && item.role !== 'owner';
    if (item.role !== 'owner' && this.isLastOwner(item.user)) return 'lastOwner';
    return this.#change(item.user, (person) => ({
      ...person,
      role: item.role,
      // What an owner's keys open must not lie on a sheet of paper.
      slip: { ...person.slip, valid: person.slip.valid && item.role !== 'owner' },
      ...(item.role === person.role ? {} : { roleSince: moment.time, roleEntry: moment.n, ready: false, deputy: null }),
    }));
  }

  /** Shuts out for good: no right stays, and nobody works for them any more. The last owner cannot be shut out. */
  #revoke(user: Id, time: number): string | null {
    if (this.isLastOwner(user)) return 'lastOwner';
    const refusal = this.#change(user, (person) => ({
      ...person,
      ended: time,
      frozen: null,
      asked: null,
      deputy: null,
      slip: { ...person.slip, valid: false },
    }));
    if (refusal !== null) return refusal;
    this.grants.delete(user);
    this.owed.forget(user);
    this.databaseKeyDue = true;
    this.rootDue ||= this.people.get(user)?.role === 'owner';
    for (const person of this.people.values())
      if (person.worksFor === user) this.people.set(person.user, { ...person, worksFor: null });
    return null;
  }
}

import type { FieldClass } from '#shared/domain/fields.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Grant } from './authority.ts';
import type { Person } from './person.ts';

/** The name of a book's key for a class. */
export function keyName(book: Id, fieldClass: FieldClass): string {
  return `${book}/${fieldClass}`;
}

/**
 * Keys that were made while somebody was stopped, and so were not sealed to them. A right rests until its key is there:
 * an owner gives both again once the person has been let in.
 */
export class Owed {
  readonly #names = new Map<Id, Set<string>>();

  has(user: Id, name: string): boolean {
    return this.#names.get(user)?.has(name) === true;
  }

  /** Keys that are owed to somebody. */
  of(user: Id): ReadonlySet<string> {
    return this.#names.get(user) ?? new Set();
  }

  /** A key was made: whoever is stopped, and would read with it, gets it later. */
  made(name: string, people: Iterable<Person>, grants: ReadonlyMap<Id, ReadonlyMap<string, Grant>>): void {
    for (const { user, frozen } of people) {
      const grant = grants.get(user)?.get(name);
      // What waits for an owner's word comes with that word.
      if (grant === undefined || grant.right === 'deliver' || grant.waits === true) continue;
      if (frozen !== null) this.#add(user, name);
    }
  }

  /** A right was given or ended: its key comes with it, but to whoever is stopped. */
  given({ user, frozen }: Person, name: string, right: Grant['right'] | 'none'): void {
    this.#names.get(user)?.delete(name);
    if (frozen !== null && (right === 'read' || right === 'write')) this.#add(user, name);
  }

  /** Whoever has left is owed nothing. */
  forget(user: Id): void {
    this.#names.delete(user);
  }

  #add(user: Id, name: string): void {
    this.#names.set(user, (this.#names.get(user) ?? new Set()).add(name));
  }
}

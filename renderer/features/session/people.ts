interface Person {
  readonly user: string;
}

/** Who is chosen when the login screen opens: whoever was here last, or the only one there is. */
export function firstChosen(people: readonly Person[], lastUser: string | null): string | null {
  if (people.some(({ user }) => user === lastUser)) return lastUser;
  return people.length === 1 ? (people[0]?.user ?? null) : null;
}

/** Whom an arrow key goes to from `user`, around the ends; null for other keys. */
export function neighbour(people: readonly Person[], user: string | null, key: string): string | null {
  const step = key === 'ArrowDown' || key === 'ArrowRight' ? 1 : key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 0;
  if (step === 0 || people.length === 0) return null;
  const at = people.findIndex((person) => person.user === user);
  if (at === -1) return people[0]?.user ?? null;
  return people[(at + step + people.length) % people.length]?.user ?? null;
}

const prefix = 'place.';

/** Remembers where somebody was, by path only (ids, no values), for as long as this window lives. */
export function keepPlace(user: string | null, path: string): void {
  if (user !== null) sessionStorage.setItem(prefix + user, path);
}

/** Where somebody was when the screen locked. */
export function placeOf(user: string): string | null {
  return sessionStorage.getItem(prefix + user);
}

const prefix = 'place.';

/** Remembers where somebody was, by path only (ids, no values), for as long as this window lives. */
export function keepPlace(eyes: string, path: string): void {
  sessionStorage.setItem(prefix + eyes, path);
}

/** Where somebody was when the screen locked, or when they began to look through other eyes. */
export function placeOf(eyes: string): string {
  return sessionStorage.getItem(prefix + eyes) ?? '/';
}

import { keepInPlace, placeMoved } from '../api/place.ts';
import { eyesOf, useSession } from '../api/session.ts';
import { entriesFor, railEntries } from './railEntries.ts';

/** Paths (ids, no values) by whose eyes look, for as long as this session lives. */
const paths = new Map<string, string>();

/** Remembers where somebody is. */
export function keepPlace(eyes: string, path: string): void {
  paths.set(eyes, path);
  placeMoved();
}

/** Where somebody was when the screen locked, or when they began to look through other eyes. */
export function placeOf(eyes: string): string {
  return paths.get(eyes) ?? '/';
}

function isPath(kept: unknown): kept is string {
  return typeof kept === 'string' && kept.startsWith('/') && kept.length < 300;
}

keepInPlace('path', {
  read: () => {
    const { me } = useSession.getState();
    return me === null ? null : placeOf(eyesOf(me));
  },
  restore: (kept) => {
    const { me } = useSession.getState();
    if (me === null) return;
    const allowed = entriesFor(me.actions);
    const leadsTo = railEntries.find(({ to }) => isPath(kept) && (kept === to || kept.startsWith(`${to}/`)));
    // A page that the person may no longer use is not come back to.
    if (isPath(kept) && (leadsTo === undefined || allowed.includes(leadsTo))) paths.set(eyesOf(me), kept);
  },
});

useSession.subscribe(({ me }, { me: before }) => {
  if (me?.user !== before?.user && (me === null || before === null)) paths.clear();
});

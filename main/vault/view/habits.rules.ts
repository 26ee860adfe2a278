import type { Id } from '#shared/domain/ids.ts';

/** What is counted of a person's day. `active`: that there was a day at all. */
export type Counted = 'active' | 'opened' | 'written' | 'exported' | 'deleted' | 'refused' | 'night' | 'lockedOut';
/** What is counted once per customer and day, however often it happens. */
export type Touched = 'opened' | 'written' | 'deleted';

/** What of an entry the counting looks at. */
export interface CountedEntry {
  readonly kind: string;
  readonly time: number;
  readonly objects: readonly Id[];
  readonly count: number;
  readonly details: Readonly<Record<string, string | number>>;
}
/** What one entry adds to its person's day. */
export interface DayShare {
  readonly touched: { readonly what: Touched; readonly objects: readonly Id[] } | null;
  readonly counts: readonly (readonly [Counted, number])[];
}

/** From this hour to that one is night, local time. */
const [nightBegins, nightEnds] = [22, 6];

/** A local day as a whole number; the next day is one more. */
export function dayNumber(time: number): number {
  const local = new Date(time);
  return Math.round(Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()) / 86_400_000);
}

/** Local midnight at the beginning of a day. */
export function midnightOf(day: number): number {
  const utc = new Date(day * 86_400_000);
  return new Date(utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate()).getTime();
}

function touchedBy(kind: string): Touched | null {
  if (kind === 'customer.reveal' || kind === 'customer.revealRestricted') return 'opened';
  if (kind === 'customer.bin') return 'deleted';
  return /^(?:customer\.(?:create|update|restore|undo)|note\.)/.test(kind) ? 'written' : null;
}

/** Numbers in an entry are what its signer wrote: one that is none, or beyond all sense, must not upset the sums. */
function counted(value: string | number | undefined): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? Math.min(value, 10_000_000) : 0;
}

/**
 * What an entry adds to the day of whoever did it. A list that is taken in counts as no day's writing: it is one act, and
 * would make every other day look idle. What the program does by itself at a lock says nothing of a person either.
 */
export function shareOf(entry: CountedEntry): DayShare {
  const { kind, time, objects, count, details } = entry;
  if (kind === 'session.lock' || kind === 'draft.save') return { touched: null, counts: [] };
  const what = touchedBy(kind);
  const hour = new Date(time).getHours();
  const night = (hour >= nightBegins || hour < nightEnds) && !/^(?:session|import)\./.test(kind);
  const rows = counted(details['rows']);
  return {
    touched: what === null ? null : { what, objects },
    counts: [
      ['active', 1],
      ...(night ? [['night', 1] as const] : []),
      ...(kind === 'export.done' && rows > 0 ? [['exported', rows] as const] : []),
      ...(kind === 'refused' ? [['refused', Math.max(1, counted(count))] as const] : []),
      ...(kind === 'session.lockedOut' ? [['lockedOut', 1] as const] : []),
    ],
  };
}

import type { JournalLine } from '#shared/contract/audit.ts';

/** What stands in the list: the head of a day, or an entry. */
export type Item =
  { readonly kind: 'day'; readonly day: number } | { readonly kind: 'line'; readonly line: JournalLine };

/** Local midnight before a moment. */
export function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** Entries, newest first, under a head for each local day. */
export function byDay(lines: readonly JournalLine[]): Item[] {
  const items: Item[] = [];
  let day: number | null = null;
  for (const line of lines) {
    const own = dayOf(line.at);
    if (own !== day) items.push({ kind: 'day', day: own });
    day = own;
    items.push({ kind: 'line', line });
  }
  return items;
}

/** How many days before today a day is; 0 = today. Counted by calendar, not by 24 hours. */
export function daysAgo(day: number, now: number): number {
  return Math.round((dayOf(now) - day) / 86_400_000);
}

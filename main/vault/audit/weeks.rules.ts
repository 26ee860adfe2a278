import type { WatchedHabit } from '#shared/contract/audit.ts';
import type { Counted } from '../view/habits.rules.ts';
import { type Days, signsOf } from './unusual.rules.ts';

/** One week of somebody's days, as numbers of days since 1970. */
export interface Week {
  readonly monday: number;
  readonly worked: number;
  readonly counts: ReadonlyMap<Counted, number>;
  readonly unusual: ReadonlySet<WatchedHabit>;
}

/** The Monday of the week that a day lies in; day 0 was a Thursday. */
export function mondayOf(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7);
}

/** The weeks from one day to another, the newest first, those without any work too. `since`: the person's first day. */
export function weeksOf(days: Days, from: number, to: number, since: number): Week[] {
  const weeks: Week[] = [];
  for (let monday = mondayOf(to); monday > mondayOf(from) - 7; monday -= 7) {
    const counts = new Map<Counted, number>();
    const unusual = new Set<WatchedHabit>();
    let worked = 0;
    for (let day = Math.max(monday, from); day <= Math.min(monday + 6, to); day += 1) {
      const numbers = days.get(day);
      if (numbers === undefined) continue;
      worked += 1;
      for (const [what, count] of numbers) counts.set(what, (counts.get(what) ?? 0) + count);
      for (const { what } of signsOf(days, day, since)) if (what !== 'lockedOut') unusual.add(what);
    }
    weeks.push({ monday, worked, counts, unusual });
  }
  return weeks;
}

import { type WatchedHabit, watchedHabits } from '#shared/contract/audit.ts';
import type { LeavingWeek } from '#shared/contract/leaving.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Context } from '../process.ts';
import { dayNumber, midnightOf } from '../view/habits.rules.ts';
import { dayStatements } from './days.sql.ts';
import { byPerson, habitDays } from './unusual.rules.ts';
import { weeksOf } from './weeks.rules.ts';

/** What somebody did in the last 90 days, week by week, with the days on which it was far more than they usually do. */
export function reportOf(
  { vault, view }: Context,
  user: Id,
): { readonly weeks: LeavingWeek[]; readonly openedInAll: number } {
  const sql = dayStatements(view);
  const today = dayNumber(vault.clock.now());
  const from = today - habitDays + 1;
  // The first of these days is judged by the 90 before it.
  const days = byPerson(sql.countsOf.all(from - habitDays, today, user)).get(user) ?? new Map();
  const since = dayNumber(vault.chain.authority.person(user)?.since ?? 0);
  const weeks = weeksOf(days, from, today, since).map(({ monday, unusual, counts, worked }) => {
    const count = (what: WatchedHabit): number => counts.get(what) ?? 0;
    return {
      from: midnightOf(monday),
      days: worked,
      opened: count('opened'),
      written: count('written'),
      exported: count('exported'),
      refused: count('refused'),
      night: count('night'),
      unusual: watchedHabits.filter((what) => unusual.has(what)),
    };
  });
  return { weeks, openedInAll: sql.openedInAll.get(user, from, today) ?? 0 };
}

import { type WatchedHabit, watchedHabits } from '#shared/contract/audit.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Counted } from '../view/habits.rules.ts';

/** One number of one person's day. */
export interface DayCount {
  readonly day: number;
  readonly actor: Id;
  readonly what: Counted;
  readonly count: number;
}
/** Why a day is unusual: the number, and the person's usual one where enough days are known. */
export interface Sign {
  readonly what: WatchedHabit | 'lockedOut';
  readonly count: number;
  readonly usual: number | null;
}
export interface UnusualDay {
  readonly day: number;
  readonly person: Id;
  readonly signs: readonly Sign[];
}

/** How many days back a habit is looked for. */
export const habitDays = 90;
/** So many days must have been worked before there is a habit. */
const fewestDays = 5;
/** A new person's first days are never unusual. */
const firstDays = 7;
/** Below these numbers a day is nobody's business: distinct customers, rows, refusals, entries at night. */
const floors: Readonly<Record<WatchedHabit, number>> = {
  opened: 20,
  written: 60,
  exported: 50,
  deleted: 20,
  refused: 5,
  night: 10,
};
/** So many times the usual is unusual. */
const times = 3;

/** All numbers of one person, by day. */
export type Days = ReadonlyMap<number, ReadonlyMap<Counted, number>>;

/** The numbers of everybody, by person and day. */
export function byPerson(counts: readonly DayCount[]): Map<Id, Map<number, Map<Counted, number>>> {
  const people = new Map<Id, Map<number, Map<Counted, number>>>();
  for (const { day, actor, what, count } of counts) {
    const days = people.get(actor) ?? new Map<number, Map<Counted, number>>();
    people.set(actor, days);
    const numbers = days.get(day) ?? new Map<Counted, number>();
    days.set(day, numbers);
    numbers.set(what, count);
  }
  return people;
}

/** The median of the days before this one on which the person worked; null where there are too few for a habit. */
export function usual(days: Days, what: WatchedHabit, day: number): number | null {
  const before: number[] = [];
  for (let each = day - habitDays; each < day; each += 1) {
    const numbers = days.get(each);
    if (numbers !== undefined) before.push(numbers.get(what) ?? 0);
  }
  if (before.length < fewestDays) return null;
  before.sort((a, b) => a - b);
  const middle = before.length >> 1;
  const [low = 0, high = 0] = before.length % 2 === 1 ? [before[middle], before[middle]] : before.slice(middle - 1);
  return Math.round((low + high) / 2);
}

/** From how many on a day is unusual. Where there is no habit yet, only what would be unusual for anybody. */
export function limit(what: WatchedHabit, usually: number | null): number {
  return usually === null ? floors[what] * times : Math.max(floors[what], usually * times);
}

/** Why this day of a person's is unusual; nothing where it is not. `since`: their first day in the office. */
export function signsOf(days: Days, day: number, since: number): Sign[] {
  const numbers = days.get(day);
  if (numbers === undefined) return [];
  const locked = numbers.get('lockedOut') ?? 0;
  // That is no question of habit.
  const signs: Sign[] = locked > 0 ? [{ what: 'lockedOut', count: locked, usual: null }] : [];
  if (day < since + firstDays) return signs;
  for (const what of watchedHabits) {
    const count = numbers.get(what) ?? 0;
    if (count < floors[what]) continue;
    const usually = usual(days, what, day);
    if (count >= limit(what, usually)) signs.push({ what, count, usual: usually });
  }
  return signs;
}

/** All unusual days from one to another, newest first. */
export function unusualDays(
  counts: readonly DayCount[],
  from: number,
  to: number,
  since: (person: Id) => number,
): UnusualDay[] {
  const found: UnusualDay[] = [];
  for (const [person, days] of byPerson(counts)) {
    const first = since(person);
    for (let day = from; day <= to; day += 1) {
      const signs = signsOf(days, day, first);
      if (signs.length > 0) found.push({ day, person, signs });
    }
  }
  return found.sort((a, b) => b.day - a.day || (a.person < b.person ? -1 : 1));
}

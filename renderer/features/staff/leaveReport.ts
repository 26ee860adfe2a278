import { watchedHabits } from '#shared/contract/audit.ts';
import type { LeavingWeek } from '#shared/contract/leaving.ts';

/** The numbers of a week, in their order. */
export const reportColumns = ['days', 'opened', 'written', 'exported', 'refused', 'night'] as const;
export type ReportColumn = (typeof reportColumns)[number];

/** Whether a number of a week was far beyond the person's own habit on some day. */
export function isUnusual(week: LeavingWeek, column: ReportColumn): boolean {
  const habit = watchedHabits.find((known) => known === column);
  return habit !== undefined && week.unusual.includes(habit);
}

/** The report as lines of a table, to be put into a spreadsheet or printed. */
export function reportText(
  weeks: readonly LeavingWeek[],
  heads: readonly string[],
  day: (at: number) => string,
  mark: string,
): string {
  const lines = weeks.map((week) =>
    [
      day(week.from),
      ...reportColumns.map((column) => `${week[column]}${isUnusual(week, column) ? ` (${mark})` : ''}`),
    ].join('\t'),
  );
  return [heads.join('\t'), ...lines].join('\n');
}

const dayLength = 86_400_000;
const friday = 5;

/** Until when somebody can look after a colleague's customers by one click. */
export const coverDays = ['tomorrow', 'friday', 'week', 'fortnight'] as const;
export type CoverDay = (typeof coverDays)[number];

/** The last moment of a day in this computer's time zone. */
export function endOfDay(at: number): number {
  return new Date(at).setHours(23, 59, 59, 999);
}

/** The moment that a choice stands for. On a Friday and the days after it, Friday is the next one. */
export function coverUntil(day: CoverDay, now: number): number {
  const ahead = (friday - new Date(now).getDay() + 7) % 7 || 7;
  // Counted at noon, so that no change of the clocks makes it another day.
  const noon = new Date(now).setHours(12, 0, 0, 0);
  const days = { tomorrow: 1, friday: ahead, week: 7, fortnight: 14 }[day];
  return endOfDay(noon + days * dayLength);
}

/** The last moment of a day as a date field writes it (`2026-11-27`); null where it is none. */
export function endOfDate(text: string): number | null {
  const [year, month, day] = text.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  const at = new Date(year, month - 1, day, 23, 59, 59, 999).getTime();
  return Number.isNaN(at) ? null : at;
}

/** Local midnight so many calendar days on; daylight saving moves no day. */
export function addDays(midnight: number, days: number): number {
  const date = new Date(midnight);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/** Local midnight at the beginning of the week that holds a moment. `first`: the weekday it begins with, 0 = Sunday. */
export function weekStart(at: number, first: number): number {
  const date = new Date(at);
  const back = (date.getDay() - first + 7) % 7;
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - back).getTime();
}

/** The weekday that a week begins with, by language. */
export function firstWeekday(language: string): number {
  return language === 'zh-TW' ? 0 : 1;
}

/** Local midnight on the first of the month that holds a moment, so many months on. */
export function monthStart(at: number, on = 0): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth() + on, 1).getTime();
}

/** A local day as `YYYY-MM-DD`, as the filter of days has it. */
export function dayText(midnight: number): string {
  const date = new Date(midnight);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

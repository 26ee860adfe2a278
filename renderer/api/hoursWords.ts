/** The hours of a login in words, for a language. */
export interface HoursWords {
  readonly days: string;
  readonly from: string;
  readonly until: string;
}

/** 5 January 2026 was a Monday. */
const monday = Date.UTC(2026, 0, 5);
const day = 86_400_000;

/** Names of the weekdays, Monday first. */
export function weekdays(language: string, style: 'short' | 'long'): readonly string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, i) => format.format(monday + i * day));
}

/** Minutes since midnight as a clock shows them. */
export function clockWords(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Days (bits from Monday) and minutes since midnight in words; three days and more in a row are said as a range. */
export function hoursWords(hours: { days: number; from: number; until: number }, language: string): HoursWords {
  const names = weekdays(language, 'short');
  const runs: string[] = [];
  for (let i = 0; i < 7; i += 1) {
    if (((hours.days >> i) & 1) === 0) continue;
    let end = i;
    while (end < 6 && ((hours.days >> (end + 1)) & 1) === 1) end += 1;
    if (end - i >= 2) runs.push(`${names[i] ?? ''}–${names[end] ?? ''}`);
    else for (let at = i; at <= end; at += 1) runs.push(names[at] ?? '');
    i = end;
  }
  return {
    days: new Intl.ListFormat(language, { type: 'unit', style: 'short' }).format(runs),
    from: clockWords(hours.from),
    until: clockWords(hours.until),
  };
}

/** Whether the day exists in the (proleptic) Gregorian calendar. */
export function isCalendarDate(year: number, month: number, day: number): boolean {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return false;
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

/** How a date of two small numbers and a year was meant. */
export type DayOrder = 'dayFirst' | 'monthFirst';

function iso(year: number, month: number, day: number): string | null {
  if (!isCalendarDate(year, month, day)) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A day of the year without a year (birthdays), as vCard 4 and ISO 8601:2000 write it. */
function yearless(month: number, day: number): string | null {
  return isCalendarDate(2000, month, day) ? (iso(2000, month, day)?.replace('2000', '-') ?? null) : null;
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Years of the Republic (民國) begin with 1912 = year 1; two- and three-digit years are read so from 10 on. */
function fullYear(digits: string, republic: boolean): number | null {
  const year = Number(digits);
  if (republic) return year >= 1 && year <= 200 ? year + 1911 : null;
  if (digits.length >= 4) return year;
  return year >= 10 && year <= 200 ? year + 1911 : null;
}

function compact(digits: string): string | null {
  if (digits.length === 8) return iso(+digits.slice(0, 4), +digits.slice(4, 6), +digits.slice(6));
  if (digits.length !== 6 && digits.length !== 7) return null;
  const year = fullYear(digits.slice(0, -4), true);
  return year === null ? null : iso(year, +digits.slice(-4, -2), +digits.slice(-2));
}

/** Day, month, year in this or the American order; without a stated order only where the numbers leave no doubt. */
function yearLast(
  first: number,
  second: number,
  year: number,
  order: DayOrder | undefined,
  dots: boolean,
): string | null {
  const dayFirst = iso(year, second, first);
  const monthFirst = iso(year, first, second);
  if (dots) return dayFirst;
  if (dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst && order === undefined) return null;
  return order === 'dayFirst' ? (dayFirst ?? monthFirst) : (monthFirst ?? dayFirst);
}

function named(text: string): string | null {
  const dayMonth = /^(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([a-z]{3})[a-z]*\.?[\s,-]+(\d{4})$/u.exec(text);
  const monthDay = /^([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u.exec(text);
  const [day, month, year] = dayMonth
    ? [dayMonth[1], dayMonth[2], dayMonth[3]]
    : [monthDay?.[2], monthDay?.[1], monthDay?.[3]];
  return month === undefined ? null : iso(Number(year), monthNames.indexOf(month) + 1, Number(day));
}

/**
 * Reads a date as people type it: 2025-11-21, 2025/11/21, 20251121, 2025年11月21日, 114/11/21, 1141121, 民國114年11月21日,
 * 21.11.2025, 11/21/2025 (or 21/11/2025), 21 Nov 2025, and birthdays without year (11/21 as `--11-21`).
 * Answers `YYYY-MM-DD` or `--MM-DD`; null where it is no date or could be two.
 */
export function parseDate(text: string, order?: DayOrder): string | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[t\s]+(?:[上下]午\s*)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|[ap]m|[+-]\d{2}:?\d{2})?$/u, '');
  const republic = /^(?:民國|民国|中華民國|roc)\s*/u.exec(plain);
  const body = plain.slice(republic?.[0].length ?? 0).trim();
  if (/^\d{6,8}$/u.test(body)) return compact(body);
  const yearFirst = /^(\d{2,4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*[日號号]?$/u.exec(body);
  if (yearFirst !== null) {
    const year = fullYear(yearFirst[1] ?? '', republic !== null);
    const date = year === null ? null : iso(year, Number(yearFirst[2]), Number(yearFirst[3]));
    if (date !== null) return date;
  }
  const last = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/u.exec(body);
  if (last !== null) return yearLast(Number(last[1]), Number(last[3]), Number(last[4]), order, last[2] === '.');
  const short = /^(?:--)?(\d{1,2})(?:[-/]|月)(\d{1,2})[日號号]?$/u.exec(body);
  if (short !== null) {
    const [first, second] = [Number(short[1]), Number(short[2])];
    return yearless(first, second) ?? yearless(second, first);
  }
  return named(body);
}

import { expect, test } from 'vitest';
import { addDays, dayText, firstWeekday, monthStart, weekStart } from '../../renderer/features/journal/spans.ts';

const at = (year: number, month: number, day: number, hour = 0) => new Date(year, month - 1, day, hour).getTime();

test('a week begins on Sunday in Taiwan and on Monday elsewhere, and holds seven local days', () => {
  const sunday = at(2026, 11, 22, 15);
  expect(weekStart(sunday, firstWeekday('zh-TW'))).toBe(at(2026, 11, 22));
  expect(weekStart(sunday, firstWeekday('zh-CN'))).toBe(at(2026, 11, 16));
  expect(weekStart(at(2026, 11, 23), firstWeekday('en'))).toBe(at(2026, 11, 23));
  // Through the nights in which clocks are put forward and back, wherever this runs.
  for (const from of [at(2026, 3, 27), at(2026, 10, 23)]) expect(new Date(addDays(from, 7)).getHours()).toBe(0);
});

test('months begin on the first, also across a year’s end', () => {
  expect(monthStart(at(2026, 1, 31), -1)).toBe(at(2025, 12, 1));
  expect(monthStart(at(2026, 12, 31), 1)).toBe(at(2027, 1, 1));
  expect(dayText(at(2026, 3, 5))).toBe('2026-03-05');
});

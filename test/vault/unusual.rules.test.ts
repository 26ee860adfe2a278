import { expect, test } from 'vitest';
import { type DayCount, limit, signsOf, byPerson, unusualDays, usual } from '../../main/vault/audit/unusual.rules.ts';
import { dayNumber, midnightOf, shareOf } from '../../main/vault/view/habits.rules.ts';

const today = 20_000;
const longAgo = () => today - 400;

/** Forty working days on which Ann opened ten customers, then whatever is given for today. */
function anns(extra: readonly Partial<DayCount>[] = []): DayCount[] {
  const before = Array.from({ length: 40 }, (_, i) => i + 1).flatMap((ago): DayCount[] => [
    { day: today - ago, actor: 'Ann', what: 'active', count: 30 },
    { day: today - ago, actor: 'Ann', what: 'opened', count: 10 },
  ]);
  const now = { day: today, actor: 'Ann', what: 'active', count: 1 } as const;
  return [...before, now, ...extra.map((one) => ({ ...now, ...one }))];
}

test('three times one’s own usual is unusual, one less is not', () => {
  expect(unusualDays(anns([{ what: 'opened', count: 29 }]), today, today, longAgo)).toEqual([]);
  expect(unusualDays(anns([{ what: 'opened', count: 30 }]), today, today, longAgo)).toEqual([
    { day: today, person: 'Ann', signs: [{ what: 'opened', count: 30, usual: 10 }] },
  ]);
});

test('a salesperson who always opens a hundred is not told of', () => {
  const counts = anns().map((one) => (one.what === 'opened' ? { ...one, count: 100 } : one));
  const busy = [...counts, { day: today, actor: 'Ann', what: 'opened', count: 200 } as const];
  expect(unusualDays(busy, today, today, longAgo)).toEqual([]);
});

test('small numbers are nobody’s business, however rare they are', () => {
  for (const [what, count] of [
    ['opened', 19],
    ['deleted', 19],
    ['exported', 49],
    ['refused', 4],
    ['night', 9],
    ['written', 59],
  ] as const)
    expect(unusualDays(anns([{ what, count }]), today, today, longAgo), what).toEqual([]);
});

test('many deletions, repeated refusals, a night’s work and an export each count where they never happen', () => {
  const signs = unusualDays(
    anns([
      { what: 'deleted', count: 25 },
      { what: 'refused', count: 8 },
      { what: 'night', count: 12 },
      { what: 'exported', count: 400 },
    ]),
    today,
    today,
    longAgo,
  )[0]?.signs;
  expect(signs?.map(({ what }) => what)).toEqual(['exported', 'deleted', 'refused', 'night']);
  expect(signs?.every((sign) => sign.usual === 0)).toBe(true);
});

test('a new person’s first week is no alarm, but a session that was locked for asking around always is', () => {
  const counts = anns([
    { what: 'opened', count: 500 },
    { what: 'lockedOut', count: 1 },
  ]);
  expect(unusualDays(counts, today, today, () => today - 6)[0]?.signs).toEqual([
    { what: 'lockedOut', count: 1, usual: null },
  ]);
  expect(unusualDays(counts, today, today, () => today - 7)[0]?.signs).toHaveLength(2);
});

test('without a habit only what would be unusual for anybody is told', () => {
  const one = { day: today, actor: 'Bob' } as const;
  const days = (count: number) =>
    byPerson([
      { ...one, what: 'active', count: 1 },
      { ...one, what: 'opened', count },
    ]).get('Bob') ?? new Map();
  expect(limit('opened', null)).toBe(60);
  expect(signsOf(days(59), today, 0)).toEqual([]);
  expect(signsOf(days(60), today, 0)).toEqual([{ what: 'opened', count: 60, usual: null }]);
});

test('the usual is the median of the days worked, days off left out, the last ninety only', () => {
  const days = byPerson([
    ...anns(),
    { day: today - 91, actor: 'Ann', what: 'opened', count: 5_000 },
    { day: today - 1, actor: 'Ann', what: 'opened', count: 5_000 },
  ]).get('Ann');
  expect(days && usual(days, 'opened', today)).toBe(10);
  const few = byPerson(anns().filter(({ day }) => day > today - 5)).get('Ann');
  expect(few && usual(few, 'opened', today)).toBeNull();
});

test('an entry counts on the local day and says what it was', () => {
  const noon = new Date(2026, 10, 22, 12).getTime();
  expect(midnightOf(dayNumber(noon))).toBe(new Date(2026, 10, 22).getTime());
  expect(dayNumber(new Date(2026, 10, 23).getTime()) - dayNumber(noon)).toBe(1);
  const entry = { time: noon, objects: ['a'], count: 1, details: {} };
  expect(shareOf({ ...entry, kind: 'customer.reveal' })).toEqual({
    touched: { what: 'opened', objects: ['a'] },
    counts: [['active', 1]],
  });
  const late = { ...entry, time: new Date(2026, 10, 22, 23).getTime() };
  expect(shareOf({ ...late, kind: 'note.add' }).counts).toContainEqual(['night', 1]);
  // A list that was left running and a screen that locked itself say nothing.
  expect(shareOf({ ...late, kind: 'import.rows', count: 900 })).toEqual({ touched: null, counts: [['active', 1]] });
  expect(shareOf({ ...late, kind: 'session.lock' }).counts).toEqual([]);
});

test('numbers that make no sense do not upset the sums', () => {
  const entry = { time: 0, objects: [], count: 2 ** 53 - 1, kind: 'export.done' };
  for (const rows of [-5, 1.5, Number.NaN, 'all', Number.POSITIVE_INFINITY])
    expect(shareOf({ ...entry, details: { rows } }).counts.find(([what]) => what === 'exported')).toBeUndefined();
  expect(shareOf({ ...entry, details: { rows: 1e15 } }).counts).toContainEqual(['exported', 10_000_000]);
  expect(shareOf({ ...entry, kind: 'refused', details: {} }).counts).toContainEqual(['refused', 10_000_000]);
});

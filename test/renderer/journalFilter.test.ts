import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JournalLine } from '../../shared/contract/audit.ts';
import { byDay, dayOf, daysAgo } from '../../renderer/features/journal/days.ts';
import { everything, filterInput, isFiltered } from '../../renderer/features/journal/journalFilter.ts';

const person = { user: 'AAAAAAAAAAAAAAAAAAAAAA', name: '王芳' };

describe('the journal filter', () => {
  test('nothing set asks for everything', () => {
    expect(filterInput(everything)).toEqual({});
    expect(isFiltered(everything)).toBe(false);
  });

  test('days run from the first to the last millisecond, in local time', () => {
    const { from, to } = filterInput({ ...everything, from: '2026-11-01', to: '2026-11-02' });
    expect(new Date(from ?? 0).toString()).toContain('Nov 01 2026 00:00:00');
    expect(new Date((to ?? 0) + 1).toString()).toContain('Nov 03 2026 00:00:00');
    const oneDay = filterInput({ ...everything, from: '2026-11-01', to: null });
    expect((oneDay.to ?? 0) - (oneDay.from ?? 0)).toBe(86_400_000 - 1);
  });

  test('names leave only their ids', () => {
    const filter = { ...everything, person, customer: { id: 'BBBBBBBBBBBBBBBBBBBBBB', name: '大同' }, kind: 'export.' };
    expect(filterInput(filter)).toEqual({ person: person.user, customer: 'BBBBBBBBBBBBBBBBBBBBBB', kind: 'export.' });
    expect(isFiltered(filter)).toBe(true);
  });
});

describe('days', () => {
  const line = (at: number): JournalLine => ({
    sequence: at,
    at,
    actor: null,
    unconfirmed: false,
    kind: 'session.lock',
    objects: [],
    count: 0,
    details: {},
  });

  test('every entry stands once, in order, under the head of its own day', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 * 86_400_000 }), { maxLength: 60 }), (moments) => {
        const newestFirst = moments.toSorted((a, b) => b - a);
        const items = byDay(newestFirst.map(line));
        expect(items.flatMap((item) => (item.kind === 'line' ? [item.line.at] : []))).toEqual(newestFirst);
        // The head above each entry is the head of its day, and no day has two.
        const heads = items.flatMap((item) => (item.kind === 'day' ? [item.day] : []));
        expect(new Set(heads).size).toBe(heads.length);
        const above = items.flatMap((item, index) =>
          item.kind === 'line' ? [items.slice(0, index).findLast(({ kind }) => kind === 'day')] : [],
        );
        expect(above).toEqual(newestFirst.map((at) => ({ kind: 'day', day: dayOf(at) })));
      }),
    );
  });

  test('yesterday is yesterday also one minute after midnight', () => {
    const now = new Date(2026, 10, 21, 0, 1).getTime();
    expect(daysAgo(dayOf(now), now)).toBe(0);
    expect(daysAgo(dayOf(new Date(2026, 10, 20, 23, 59).getTime()), now)).toBe(1);
  });
});

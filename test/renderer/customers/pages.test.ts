import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  type Pages,
  indexOf,
  lineCount,
  noPages,
  pageSize,
  received,
  rowAt,
  staled,
  wantedFor,
} from '../../../renderer/features/customers/pages.ts';
import { aRow } from './rows.ts';

/** A list kept by number; a cursor is the number of the last row of the page before, as keyset pages have it. */
function answerFrom(numbers: readonly number[], after: string | null, limit: number): Answer {
  const behind = numbers.filter((n) => after === null || n > Number(after));
  const rows = behind.slice(0, limit).map(aRow);
  return { rows, next: behind.length > limit ? String(behind[limit - 1]) : null, total: numbers.length };
}

function settled(start: Pages, numbers: readonly number[], first: number, last: number): Pages {
  let pages = start;
  for (let round = 0; round < 1_000; round += 1) {
    const wanted = wantedFor(pages, first, last);
    if (!wanted) return pages;
    pages = received(pages, wanted, answerFrom(numbers, wanted.after, wanted.limit));
  }
  throw new Error('never settles');
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index * 2);

describe('pages of the list', () => {
  it('fetches no more than what is in sight', () => {
    const pages = settled(noPages, upTo(1_000), 0, 30);
    expect(pages.loaded).toBe(pageSize);
    expect(lineCount(pages)).toBe(1_000);
    expect(rowAt(pages, 199)?.id).toBe(aRow(398).id);
    expect(rowAt(pages, 200)).toBeUndefined();
  });

  it('reaches the end and says how many lines there are', () => {
    const pages = settled(noPages, upTo(1_000), 980, 999);
    expect(pages.ended).toBe(true);
    expect(lineCount(pages)).toBe(1_000);
    expect(indexOf(pages, aRow(1_998).id)).toBe(999);
  });

  it('asks for larger pages after a far jump', () => {
    const pages = settled(noPages, upTo(5_000), 0, 10);
    expect(wantedFor(pages, 4_000, 4_030)?.limit).toBe(500);
    expect(wantedFor(pages, 195, 230)?.limit).toBe(200);
  });

  it('has no line for an empty list', () => {
    const pages = settled(noPages, [], 0, 30);
    expect(lineCount(pages)).toBe(0);
    expect(wantedFor(pages, 0, 30)).toBeNull();
  });

  it('shows after a change, wherever one looks, what a fresh list would show', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 3_000 }), { minLength: 0, maxLength: 1_500 });
    fc.assert(
      fc.property(numbers, numbers, fc.nat(1_400), (before, after, spot) => {
        const sorted = (list: number[]) => [...list].sort((a, b) => a - b);
        const old = settled(noPages, sorted(before), 0, before.length);
        const truth = sorted(after);
        // From the top down to the spot, as somebody scrolls: every page in sight is current.
        const pages = settled(staled(old), truth, 0, spot);
        const seen = Array.from({ length: spot + 1 }, (_, index) => rowAt(pages, index)?.id).filter(
          (id) => id !== undefined,
        );
        expect(seen).toEqual(truth.slice(0, spot + 1).map((n) => aRow(n).id));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the rows of a stale page until the new ones are here', () => {
    const pages = staled(settled(noPages, upTo(400), 0, 399));
    expect(rowAt(pages, 250)).toBeDefined();
    const first = wantedFor(pages, 250, 260);
    // The first page says how many there are now; then comes what is in sight.
    expect(first).toMatchObject({ page: 0 });
    if (first === null) return;
    const counted = received(pages, first, answerFrom(upTo(400), first.after, first.limit));
    expect(wantedFor(counted, 250, 260)).toMatchObject({ page: 1 });
  });
});

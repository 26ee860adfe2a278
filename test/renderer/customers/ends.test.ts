import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Ends,
  idsBetween,
  indexOf,
  isWhole,
  lineCount,
  noEnds,
  received,
  rowAt,
  staled,
  wantedOf,
} from '../../../renderer/features/customers/ends.ts';
import type { Answer } from '../../../renderer/features/customers/pages.ts';
import { aRow } from './rows.ts';

/** A list kept by number, in either order, counted on its first page only, as the vault does. */
function answerFrom(ascending: readonly number[], after: string | null, limit: number, down: boolean): Answer {
  const numbers = down ? ascending.toReversed() : ascending;
  const behind = numbers.filter((n) => after === null || (down ? n < Number(after) : n > Number(after)));
  const next = behind.length > limit ? String(behind[limit - 1]) : null;
  return { rows: behind.slice(0, limit).map(aRow), next, total: after === null ? numbers.length : null };
}

function settled(start: Ends, numbers: readonly number[], first: number, last: number): { ends: Ends; calls: number } {
  let ends = start;
  for (let calls = 0; calls < 1_000; calls += 1) {
    const wanted = wantedOf(ends, first, last, true);
    if (!wanted) return { ends, calls };
    const answer = answerFrom(numbers, wanted.after, wanted.limit, wanted.side === 'tail');
    ends = received(ends, wanted, answer);
  }
  throw new Error('never settles');
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index * 2);

describe('a list fetched from both ends', () => {
  it('is at its end after two answers', () => {
    const { ends, calls } = settled(noEnds, upTo(100_000), 99_970, 99_999);
    expect(calls).toBe(2);
    expect(rowAt(ends, 99_999)?.id).toBe(aRow(199_998).id);
    expect(indexOf(ends, aRow(199_998).id)).toBe(99_999);
    expect(lineCount(ends)).toBe(100_000);
    expect(isWhole(ends)).toBe(false);
  });

  it('names a range only where every row of it is here', () => {
    const { ends } = settled(noEnds, upTo(10_000), 9_970, 9_999);
    expect(idsBetween(ends, 3, 1)).toEqual([aRow(2).id, aRow(4).id, aRow(6).id]);
    expect(idsBetween(ends, 9_998, 9_999)).toEqual([aRow(19_996).id, aRow(19_998).id]);
    expect(idsBetween(ends, 0, 9_999)).toBeNull();
  });

  const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 6_000 }), { minLength: 0, maxLength: 3_000 });
  const jumps = fc.array(fc.nat(3_000), { minLength: 1, maxLength: 8 });
  const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b);
  const sight = (ends: Ends, spot: number) => Array.from({ length: 21 }, (_, index) => rowAt(ends, spot + index)?.id);

  it('shows the truth wherever one jumps', () => {
    fc.assert(
      fc.property(numbers, jumps, (list, spots) => {
        const truth = sorted(list);
        let ends = noEnds;
        for (const spot of spots) {
          ends = settled(ends, truth, spot, spot + 20).ends;
          const ids = truth.slice(spot, spot + 21).map((n) => aRow(n).id);
          expect(sight(ends, spot).filter((id) => id !== undefined)).toEqual(ids);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('shows after a change only rows that are there, each once and in order', () => {
    fc.assert(
      fc.property(numbers, jumps, numbers, jumps, (before, spotsBefore, after, spotsAfter) => {
        let ends = noEnds;
        for (const spot of spotsBefore) ends = settled(ends, sorted(before), spot, spot + 20).ends;
        ends = staled(ends);
        const truth = new Set(after.map((n) => aRow(n).id));
        for (const spot of spotsAfter) {
          ends = settled(ends, sorted(after), spot, spot + 20).ends;
          const seen = sight(ends, spot).filter((id) => id !== undefined);
          expect(seen.every((id) => truth.has(id))).toBe(true);
          expect(seen).toEqual([...new Set(seen)].sort());
        }
      }),
      { numRuns: 150 },
    );
  });
});

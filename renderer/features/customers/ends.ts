import type { CustomerRow } from '#shared/contract/customers.ts';
import {
  type Answer,
  type Pages,
  type Wanted,
  indexOf as indexIn,
  lineCount as linesOf,
  noPages,
  received as receivedBy,
  rowAt as rowIn,
  staled as staledPages,
  wantedFor,
} from './pages.ts';

/**
 * A list that is fetched from both ends: `head` from its first row on, `tail` from its last row back. A jump to the
 * end of 100,000 rows is then one answer away, and one to the middle half as far.
 */
export interface Ends {
  readonly head: Pages;
  readonly tail: Pages;
}

/** The page to ask for next; of the tail, in the opposite order. */
export interface WantedEnd extends Wanted {
  readonly side: keyof Ends;
}

export const noEnds: Ends = { head: noPages, tail: noPages };

/** How many rows there are, where somebody has counted or all are here. */
export function totalOf({ head }: Ends): number | null {
  return head.ended ? head.loaded : head.total;
}

/** How many lines the list has room for: all there are, fetched or not. */
export function lineCount({ head }: Ends): number {
  return linesOf(head);
}

/** Whether every row is here. */
export function isWhole(ends: Ends): boolean {
  const total = totalOf(ends);
  return ends.head.ended || (total !== null && ends.head.loaded + ends.tail.loaded >= total);
}

/** The row at an index, or nothing while it is not fetched. */
export function rowAt(ends: Ends, index: number): CustomerRow | undefined {
  const total = totalOf(ends);
  const row = rowIn(ends.head, index);
  return row ?? (ends.head.ended || total === null ? undefined : rowIn(ends.tail, total - 1 - index));
}

/** Index of a customer among the fetched rows, or -1. */
export function indexOf(ends: Ends, id: string): number {
  const first = indexIn(ends.head, id);
  if (first >= 0) return first;
  const total = totalOf(ends);
  const last = total === null ? -1 : indexIn(ends.tail, id);
  return total === null || last < 0 ? -1 : total - 1 - last;
}

/** Ids of the rows between two indexes, both included, in whichever order; null where some are not fetched. */
export function idsBetween(ends: Ends, a: number, b: number): string[] | null {
  const ids: string[] = [];
  for (let index = Math.min(a, b); index <= Math.max(a, b); index += 1) {
    const row = rowAt(ends, index);
    if (!row) return null;
    ids.push(row.id);
  }
  return ids;
}

/** Which page to fetch so that the lines `first`…`last` can be shown as they are now; null when they are here. */
export function wantedOf(ends: Ends, first: number, last: number, bothEnds: boolean): WantedEnd | null {
  const { head, tail } = ends;
  const fromHead = wantedFor(head, first, last);
  if (!fromHead) return null;
  const total = totalOf(ends);
  const onHead: WantedEnd = { ...fromHead, side: 'head' };
  if (!bothEnds || total === null || fromHead.page < head.pages.length) return onHead;
  // Where a change has left pages to be fetched again, neither end knows exactly how far it reaches: the two must not
  // meet in sight, so the head goes on.
  if (first < head.loaded && [...head.pages, ...tail.pages].some((page) => page.stale)) return onHead;
  // What is missing, counted from the last row back.
  const near = Math.max(0, total - 1 - last);
  const far = Math.max(near, total - 1 - Math.max(first, head.loaded));
  const covered = far < tail.loaded;
  if (!covered && far - tail.loaded >= last - head.loaded) return onHead;
  const fromTail = wantedFor(tail, near, far);
  if (fromTail) return { ...fromTail, side: 'tail' };
  return covered ? null : onHead;
}

/** Takes an answer in, at the end that it was asked for. */
export function received(ends: Ends, wanted: WantedEnd, answer: Answer): Ends {
  if (wanted.side === 'head') return { ...ends, head: receivedBy(ends.head, wanted, answer) };
  return {
    head: { ...ends.head, total: answer.total ?? ends.head.total },
    tail: receivedBy(ends.tail, wanted, answer),
  };
}

/** Everything to be fetched again when it comes into sight. */
export function staled({ head, tail }: Ends): Ends {
  return { head: staledPages(head), tail: staledPages(tail) };
}

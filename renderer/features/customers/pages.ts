import type { CustomerRow } from '#shared/contract/customers.ts';

/** Rows in an ordinary answer. */
export const pageSize = 200;
/** Rows in an answer while somebody has jumped far ahead; the most a reply may hold. */
export const hurrySize = 500;

/** One answer of `customers.list`, with the cursor that fetches it again. */
export interface Page {
  readonly after: string | null;
  readonly limit: number;
  readonly rows: readonly CustomerRow[];
  /** Something changed since: shown until its successor is here. */
  readonly stale: boolean;
}

/** The pages fetched so far, always from the first row on without gaps. */
export interface Pages {
  readonly pages: readonly Page[];
  /** Index of each page's first row. */
  readonly starts: readonly number[];
  readonly loaded: number;
  /** Cursor behind the last page; null before the first page and after the last. */
  readonly next: string | null;
  readonly ended: boolean;
  readonly total: number | null;
}

/** What `customers.list` answers. */
export interface Answer {
  readonly rows: readonly CustomerRow[];
  readonly next: string | null;
  readonly total: number | null;
}

/** The page to ask for next. */
export interface Wanted {
  readonly page: number;
  readonly after: string | null;
  readonly limit: number;
}

export const noPages: Pages = { pages: [], starts: [], loaded: 0, next: null, ended: false, total: null };

function assembled(pages: readonly Page[], next: string | null, total: number | null): Pages {
  const starts: number[] = [];
  let loaded = 0;
  for (const page of pages) {
    starts.push(loaded);
    loaded += page.rows.length;
  }
  return { pages, starts, loaded, next, ended: pages.length > 0 && next === null, total };
}

function pageOf(pages: Pages, index: number): number {
  let low = 0;
  let high = pages.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pages.starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The row at an index, or nothing while it is not fetched. */
export function rowAt(pages: Pages, index: number): CustomerRow | undefined {
  if (index < 0 || index >= pages.loaded) return undefined;
  const page = pageOf(pages, index);
  return pages.pages[page]?.rows[index - (pages.starts[page] ?? 0)];
}

/** Index of a customer among the fetched rows, or -1. */
export function indexOf(pages: Pages, id: string): number {
  for (const [at, page] of pages.pages.entries()) {
    const index = page.rows.findIndex((row) => row.id === id);
    if (index >= 0) return (pages.starts[at] ?? 0) + index;
  }
  return -1;
}

/** How many lines the list has room for: all there are, fetched or not. */
export function lineCount(pages: Pages): number {
  if (pages.ended) return pages.loaded;
  if (pages.pages.length === 0) return 0;
  return Math.max(pages.total ?? 0, pages.loaded + 1);
}

/** Which page to fetch so that the lines `first`…`last` can be shown as they are now; null when they are here. */
export function wantedFor(pages: Pages, first: number, last: number): Wanted | null {
  if (pages.pages.length === 0) return { page: 0, after: null, limit: pageSize };
  // The first page comes first: it alone says how many rows there are now.
  const [top] = pages.pages;
  if (top?.stale) return { page: 0, after: top.after, limit: top.limit };
  const from = pageOf(pages, Math.min(first, pages.loaded - 1));
  const to = pageOf(pages, Math.min(last, pages.loaded - 1));
  for (let at = from; at <= to; at += 1) {
    const page = pages.pages[at];
    if (page?.stale) return { page: at, after: page.after, limit: page.limit };
  }
  if (!pages.ended && last >= pages.loaded) {
    const far = last - pages.loaded > 2 * pageSize;
    return { page: pages.pages.length, after: pages.next, limit: far ? hurrySize : pageSize };
  }
  return null;
}

/**
 * Takes an answer in. Where a page fetched again ends elsewhere than before (rows came or went), the page behind it
 * starts at the new end and is fetched again in its turn, so no row is left out or shown twice.
 */
export function received(pages: Pages, wanted: Wanted, answer: Answer): Pages {
  const fresh: Page = { after: wanted.after, limit: wanted.limit, rows: answer.rows, stale: false };
  const before = pages.pages.slice(0, wanted.page);
  const behind = pages.pages.slice(wanted.page + 1);
  const total = answer.total ?? pages.total;
  const [successor, ...rest] = behind;
  if (answer.next === null || successor === undefined) return assembled([...before, fresh], answer.next, total);
  const moved = successor.after !== answer.next;
  const follower = moved ? { ...successor, after: answer.next, stale: true } : successor;
  return assembled([...before, fresh, follower, ...rest], pages.next, total);
}

/** Every page to be fetched again when it comes into sight. */
export function staled(pages: Pages): Pages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, stale: true })) };
}

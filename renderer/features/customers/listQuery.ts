import type { Input } from '#shared/contract/index.ts';
import type { CustomerFilter } from '#shared/contract/customers.ts';

type ListInput = Input<'customers.list'>;
/** What the list can be ordered by. */
export type SortKey = ListInput['sort'];
/** How Chinese names are ordered. */
export type Collation = ListInput['collation'];

/** What the list shows and in which order: everything of `customers.list` but the page. */
export interface ListQuery {
  readonly filter: CustomerFilter;
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly collation: Collation;
}

/** One filter that is in force, as the bar above the list names it. */
export type ActiveFilter = 'search' | 'tag' | 'responsible' | 'kind';

const filterNames = ['search', 'tag', 'responsible', 'kind'] as const satisfies readonly ActiveFilter[];

/** Names from A to Z; strokes where Taiwan reads, pinyin elsewhere. */
export function firstQuery(language: string): ListQuery {
  return { filter: {}, sort: 'name', descending: false, collation: language === 'zh-TW' ? 'stroke' : 'pinyin' };
}

/** Same query, ordered by `sort`; ordering by the same key again turns the direction. Dates start with the newest. */
export function sortedBy(query: ListQuery, sort: SortKey): ListQuery {
  if (query.sort === sort) return { ...query, descending: !query.descending };
  return { ...query, sort, descending: sort !== 'name' };
}

/** Same query with some filters replaced; `undefined` and empty text take a filter away. */
export function filteredBy(
  query: ListQuery,
  patch: { readonly [K in keyof CustomerFilter]?: CustomerFilter[K] | undefined },
): ListQuery {
  const merged = { ...query.filter, ...patch };
  const kept = Object.entries(merged).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  return { ...query, filter: Object.fromEntries(kept) };
}

/** The filters in force, in the order in which they are shown. */
export function activeFilters(filter: CustomerFilter): readonly ActiveFilter[] {
  return filterNames.filter((name) => filter[name] !== undefined);
}

/** Takes every filter away but keeps the bin, which is a place rather than a filter. */
export function withoutFilters(query: ListQuery): ListQuery {
  return { ...query, filter: query.filter.binned === true ? { binned: true } : {} };
}

/** Two queries with the same key find the same rows in the same order. */
export function queryKey(query: ListQuery): string {
  const filter = Object.entries(query.filter).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([filter, query.sort, query.descending, query.collation]);
}

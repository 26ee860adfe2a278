import { type Ends, noEnds, received, staled, wantedOf } from './ends.ts';
import type { Answer } from './pages.ts';
import { type ListQuery, queryKey } from './listQuery.ts';

/** What the list knows at this moment. */
export interface PagerState {
  /** The query that `pages` answers; while another is under way its rows stay on screen. */
  readonly shown: ListQuery | null;
  readonly pages: Ends;
  readonly loading: boolean;
  readonly failure: unknown;
}

/** Fetches the lines in sight of one list, page by page, one call at a time. */
export interface Pager {
  readonly subscribe: (listener: () => void) => () => void;
  readonly state: () => PagerState;
  /** Shows another query; the same one again changes nothing. */
  readonly show: (query: ListQuery) => void;
  /** Says which lines are in sight, so that they are fetched. */
  readonly look: (first: number, last: number) => void;
  /** Something changed: fetches what is in sight again, and the rest once it comes into sight. */
  readonly refresh: () => void;
  /** Tries again after a failure. */
  readonly retry: () => void;
  /** Forgets everything, for whoever logs in next. */
  readonly forget: () => void;
}

type FetchPage = (query: ListQuery, after: string | null, limit: number) => Promise<Answer>;

const blank: PagerState = { shown: null, pages: noEnds, loading: false, failure: null };

/** Infinite queries fetch every page again after a change; at 100,000 rows that is too much, hence this. */
export function createPager(fetchPage: FetchPage): Pager {
  let state = blank;
  let asked: ListQuery | null = null;
  let sight: readonly [number, number] = [0, 0];
  let epoch = 0;
  let running = false;
  const listeners = new Set<() => void>();

  function set(patch: Partial<PagerState>): void {
    state = { ...state, ...patch };
    for (const listener of listeners) listener();
  }

  function current(): Ends {
    return asked !== null && asked === state.shown ? state.pages : noEnds;
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      for (;;) {
        const query = asked;
        // The bin keeps an order of its own, which cannot be asked for the other way round.
        const bothEnds = query?.filter.binned !== true;
        const wanted = query && wantedOf(current(), sight[0], sight[1], bothEnds);
        if (!query || !wanted) break;
        const begun = epoch;
        if (!state.loading) set({ loading: true });
        try {
          const way = wanted.side === 'head' ? query : { ...query, descending: !query.descending };
          const answer = await fetchPage(way, wanted.after, wanted.limit);
          // Another query, or a change while the answer was under way: this answer is of the past.
          if (begun === epoch) set({ shown: query, pages: received(current(), wanted, answer), failure: null });
        } catch (failure) {
          if (begun !== epoch) continue;
          set({ failure });
          break;
        }
      }
      if (state.loading) set({ loading: false });
    } finally {
      running = false;
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => state,
    show(query) {
      if (asked && queryKey(asked) === queryKey(query)) return;
      asked = query;
      epoch += 1;
      sight = [0, 0];
      set({ failure: null });
      void run();
    },
    look(first, last) {
      sight = [first, last];
      if (state.failure === null && asked === state.shown) void run();
    },
    refresh() {
      epoch += 1;
      set({ pages: staled(state.pages), failure: null });
      void run();
    },
    retry() {
      set({ failure: null });
      void run();
    },
    forget() {
      asked = null;
      epoch += 1;
      sight = [0, 0];
      set(blank);
    },
  };
}

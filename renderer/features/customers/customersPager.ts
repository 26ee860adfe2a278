import { useEffect, useSyncExternalStore } from 'react';
import { call } from '../../api/call.ts';
import { useCofferEvent } from '../../api/events.ts';
import type { ListQuery } from './listQuery.ts';
import { type Pager, type PagerState, createPager } from './pager.ts';

/** The one list of this window. It outlives the page, so that coming back finds it where it was. */
export const customersPager: Pager = createPager((query, after, limit) =>
  call('customers.list', { ...query, after, limit }),
);

/** The list's rows for a query, kept current. */
export function useCustomersPager(query: ListQuery): PagerState {
  const state = useSyncExternalStore(customersPager.subscribe, customersPager.state);
  useEffect(() => customersPager.show(query), [query]);
  useCofferEvent('data.changed', ({ what }) => {
    if (what.includes('customers') || what.includes('session')) customersPager.refresh();
  });
  // What changed while another page was shown was heard by nobody here.
  useEffect(() => {
    if (customersPager.state().shown) customersPager.refresh();
  }, []);
  return state;
}

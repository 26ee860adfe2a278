import i18next from 'i18next';
import { create } from 'zustand';
import { keepInPlace, placeMoved } from '../../api/place.ts';
import { useSession } from '../../api/session.ts';
import { type Chosen, type ChosenAction, choose, nothingChosen } from './chosen.ts';
import { customersPager } from './customersPager.ts';
import { type KeptPlace, readKeptPlace } from './keptPlace.ts';
import { type ListQuery, firstQuery, queryKey } from './listQuery.ts';

/** Where somebody is in the list: kept while other pages are shown, and sealed when the session ends. */
interface Place {
  readonly query: ListQuery;
  readonly chosen: Chosen;
  /** Line the keyboard is on; -1 = none. */
  readonly active: number;
  readonly scrollTop: number;
  readonly show: (query: ListQuery) => void;
  readonly choose: (action: ChosenAction) => void;
  readonly setActive: (active: number) => void;
  readonly setScrollTop: (scrollTop: number) => void;
}

const nowhere = { chosen: nothingChosen, active: -1, scrollTop: 0 };

export const usePlace = create<Place>()((set, get) => ({
  ...nowhere,
  query: firstQuery(i18next.language),
  show: (query) => {
    // Another list: what was selected in the former one would be meant no longer.
    if (queryKey(query) !== queryKey(get().query)) set({ ...nowhere, query });
  },
  choose: (action) => set({ chosen: choose(get().chosen, action) }),
  setActive: (active) => set({ active }),
  setScrollTop: (scrollTop) => set({ scrollTop }),
}));

/** Whose eyes look: another person, or the owner looking as somebody else, finds nothing of the former. */
useSession.subscribe(({ me }, { me: before }) => {
  if (me?.user === before?.user && me?.previewing?.user === before?.previewing?.user) return;
  customersPager.forget();
  usePlace.setState({ ...nowhere, query: firstQuery(i18next.language) });
});

keepInPlace('customers', {
  read: (): KeptPlace => {
    const { query, active, scrollTop } = usePlace.getState();
    return { query, active, scrollTop };
  },
  restore: (kept) => {
    const place = readKeptPlace(kept);
    if (place !== null) usePlace.setState(place);
  },
});
usePlace.subscribe(placeMoved);

import { create } from 'zustand';
import { useSession } from '../../api/session.ts';

interface RequestPlace {
  readonly tab: 'mine' | 'inbox' | null;
  /** The request that is open beside the list. */
  readonly open: string | null;
  /** How the file of a request was saved, in exact words, until its person leaves. */
  readonly saved: Readonly<Record<string, string>>;
}

const nowhere: RequestPlace = { tab: null, open: null, saved: {} };

/** Where somebody is among the requests; kept while other pages are shown. */
export const useRequestPlace = create<RequestPlace>()(() => nowhere);

/** Leads to one of one's own requests. */
export function openMine(id: string): void {
  useRequestPlace.setState({ tab: 'mine', open: id });
}

useSession.subscribe(({ me }, { me: before }) => {
  if (me?.user !== before?.user || me?.previewing?.user !== before?.previewing?.user) useRequestPlace.setState(nowhere);
});

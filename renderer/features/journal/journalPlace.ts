import { create } from 'zustand';
import type { Output } from '#shared/contract/index.ts';
import { useJournalOf } from '../../api/journalOf.ts';
import { useSession } from '../../api/session.ts';
import { everything, type JournalFilter } from './journalFilter.ts';

interface JournalPlace {
  readonly filter: JournalFilter;
  /** What the last check found; a break stays on the page until a check finds the journal whole. */
  readonly verified: Output<'journal.verify'> | null;
}

const nowhere: JournalPlace = { filter: everything, verified: null };

/** What of the journal somebody looks at; kept while other pages are shown. */
export const useJournalPlace = create<JournalPlace>()(() => nowhere);

useSession.subscribe(({ me }, { me: before }) => {
  if (me?.user !== before?.user || me?.previewing?.user !== before?.previewing?.user) useJournalPlace.setState(nowhere);
});

useJournalOf.subscribe(({ customer }) => {
  if (customer !== null) useJournalPlace.setState({ filter: { ...everything, customer } });
});

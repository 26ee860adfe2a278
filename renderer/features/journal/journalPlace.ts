import { create } from 'zustand';
import type { Output } from '#shared/contract/index.ts';
import { useJournalOf } from '../../api/journalOf.ts';
import { useSession } from '../../api/session.ts';
import { everything, type JournalFilter } from './journalFilter.ts';
import { dayText, monthStart } from './spans.ts';

/** What of the journal is on the page. */
export const journalViews = ['timeline', 'unusual', 'week', 'customer', 'left', 'checkpoints'] as const;
export type JournalView = (typeof journalViews)[number];

interface JournalPlace {
  readonly view: JournalView;
  readonly filter: JournalFilter;
  /** Whose week is shown; null until somebody is chosen. */
  readonly person: { readonly user: string; readonly name: string } | null;
  /** A moment in that week; null = now. */
  readonly week: number | null;
  /** The customer whose readers are shown. */
  readonly customer: JournalFilter['customer'];
  /** How many months before this one; 0 = this month. */
  readonly monthsAgo: number;
  /** What the last check found; a break stays on the page until a check finds the journal whole. */
  readonly verified: Output<'journal.verify'> | null;
  /** The journal's file that was saved last. */
  readonly saved: (Output<'journal.exportFile'> & { readonly name: string }) | null;
}

const nowhere: JournalPlace = {
  view: 'timeline',
  filter: everything,
  person: null,
  week: null,
  customer: null,
  monthsAgo: 0,
  verified: null,
  saved: null,
};

/** What of the journal somebody looks at; kept while other pages are shown. */
export const useJournalPlace = create<JournalPlace>()(() => nowhere);

/** Goes to the timeline of one person's day. */
export function showDayOf(person: { readonly user: string; readonly name: string }, day: number): void {
  useJournalPlace.setState({
    view: 'timeline',
    filter: { ...everything, person, from: dayText(day), to: dayText(day) },
  });
}

/** The span of the month that lies so many months back. */
export function monthSpan(monthsAgo: number): { readonly from: number; readonly to: number } {
  const now = Date.now();
  return { from: monthStart(now, -monthsAgo), to: monthStart(now, 1 - monthsAgo) - 1 };
}

useSession.subscribe(({ me }, { me: before }) => {
  if (me?.user !== before?.user || me?.previewing?.user !== before?.previewing?.user) useJournalPlace.setState(nowhere);
});

useJournalOf.subscribe(({ customer }) => {
  if (customer !== null) useJournalPlace.setState({ view: 'customer', customer });
});

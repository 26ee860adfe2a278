import { create } from 'zustand';
import { useSession } from './session.ts';

interface JournalOf {
  readonly customer: { readonly id: string; readonly name: string } | null;
}

/** The customer whose story the journal page is to tell next. */
export const useJournalOf = create<JournalOf>()(() => ({ customer: null }));

/** Hands a customer to the journal page at `/journal`. */
export function tellJournalOf(customer: { readonly id: string; readonly name: string }): void {
  useJournalOf.setState({ customer: { id: customer.id, name: customer.name } });
}

// What one person asked about is nothing to whoever sits down next.
useSession.subscribe(({ me }, { me: before }) => {
  if (me?.user !== before?.user) useJournalOf.setState({ customer: null });
});

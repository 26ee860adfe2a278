import type { Output } from '#shared/contract/index.ts';

/** Contact values that are open on this screen, until a moment (milliseconds since 1970). */
export type OpenContact = Output<'customers.reveal'>;
/** One restricted value that is open on this screen. */
export type OpenRestricted = Output<'customers.revealRestricted'>;
export type RestrictedField = 'idNumber' | 'bankAccount';

/** What of one customer is open at this moment. Kept in the page's own memory, never in a cache. */
export interface Revealed {
  readonly contact: OpenContact | null;
  readonly restricted: { readonly [F in RestrictedField]?: OpenRestricted };
}

export type RevealAction =
  | { readonly type: 'contact'; readonly open: OpenContact }
  | { readonly type: 'restricted'; readonly field: RestrictedField; readonly open: OpenRestricted }
  | { readonly type: 'hide' }
  | { readonly type: 'tick'; readonly now: number };

export const nothingRevealed: Revealed = { contact: null, restricted: {} };

/** Whether any protected value is on screen. */
export function anythingOpen(revealed: Revealed): boolean {
  return revealed.contact !== null || Object.keys(revealed.restricted).length > 0;
}

/** When the next value has to go; null while nothing is open. */
export function nextEnd(revealed: Revealed): number | null {
  const ends = Object.values(revealed.restricted).map((open) => open.until);
  if (revealed.contact) ends.push(revealed.contact.until);
  return ends.length === 0 ? null : Math.min(...ends);
}

/** What is open after an act or after time has passed. */
export function revealReducer(revealed: Revealed, action: RevealAction): Revealed {
  switch (action.type) {
    case 'contact':
      return { ...revealed, contact: action.open };
    case 'restricted':
      return { ...revealed, restricted: { ...revealed.restricted, [action.field]: action.open } };
    case 'hide':
      return nothingRevealed;
    case 'tick': {
      const kept = Object.entries(revealed.restricted).filter(([, open]) => open.until > action.now);
      const contact = revealed.contact && revealed.contact.until > action.now ? revealed.contact : null;
      return { contact, restricted: Object.fromEntries(kept) };
    }
  }
}

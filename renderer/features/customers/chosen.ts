import type { CustomerFilter, Selection } from '#shared/contract/customers.ts';

/** The most customers that can be named one by one (`selection` of the contract). */
export const mostChosen = 5_000;

/** Which customers are selected: some by name, or everything that the filter finds. */
export type Chosen =
  | { readonly kind: 'none' }
  | { readonly kind: 'some'; readonly ids: ReadonlySet<string>; readonly anchor: number }
  | { readonly kind: 'all' };

/** What a hand does to a selection. `shown` are the ids of all fetched rows, `whole` whether that is every row. */
export type ChosenAction =
  | {
      readonly type: 'toggle';
      readonly id: string;
      readonly index: number;
      readonly shown: readonly string[];
      readonly whole: boolean;
    }
  | { readonly type: 'extend'; readonly ids: readonly string[]; readonly index: number }
  | { readonly type: 'all' }
  | { readonly type: 'clear' };

export const nothingChosen: Chosen = { kind: 'none' };

function some(ids: ReadonlySet<string>, anchor: number): Chosen {
  return ids.size === 0 ? nothingChosen : { kind: 'some', ids, anchor };
}

/** The selection after an action. */
export function choose(chosen: Chosen, action: ChosenAction): Chosen {
  switch (action.type) {
    case 'clear':
      return nothingChosen;
    case 'all':
      return { kind: 'all' };
    case 'extend': {
      const kept = chosen.kind === 'some' ? chosen.ids : new Set<string>();
      const ids = new Set([...kept, ...action.ids].slice(0, mostChosen));
      return some(ids, chosen.kind === 'some' ? chosen.anchor : action.index);
    }
    case 'toggle': {
      if (chosen.kind === 'all') {
        // All but one can only be said by naming the others, which needs every row to be here.
        if (!action.whole || action.shown.length > mostChosen) return nothingChosen;
        return some(new Set(action.shown.filter((id) => id !== action.id)), action.index);
      }
      const ids = new Set(chosen.kind === 'some' ? chosen.ids : []);
      if (!ids.delete(action.id) && ids.size < mostChosen) ids.add(action.id);
      return some(ids, action.index);
    }
  }
}

export function isChosen(chosen: Chosen, id: string): boolean {
  return chosen.kind === 'all' || (chosen.kind === 'some' && chosen.ids.has(id));
}

/** How many are selected; null where everything is and nobody has counted. */
export function chosenCount(chosen: Chosen, total: number | null): number | null {
  if (chosen.kind === 'none') return 0;
  return chosen.kind === 'some' ? chosen.ids.size : total;
}

/** The selection as calls take it, or null where nothing is selected. */
export function selectionOf(chosen: Chosen, filter: CustomerFilter): Selection | null {
  if (chosen.kind === 'none') return null;
  return chosen.kind === 'all' ? { kind: 'filter', filter } : { kind: 'ids', ids: [...chosen.ids] };
}

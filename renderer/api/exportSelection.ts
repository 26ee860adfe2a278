import { create } from 'zustand';
import type { Selection } from '#shared/contract/customers.ts';
import { useSession } from './session.ts';

interface ExportSelection {
  /** null: nothing was chosen in the list. */
  readonly selection: Selection | null;
  /** How many customers that is, where the list knows. */
  readonly count: number | null;
}

const none: ExportSelection = { selection: null, count: null };

/** The customers chosen in the list for the export wizard at `/exports/new`. */
export const useExportSelection = create<ExportSelection>()(() => none);

/** Hands what is chosen in the list to the export wizard. */
export function chooseForExport(selection: Selection | null, count: number | null = null): void {
  useExportSelection.setState({ selection, count });
}

// What one person chose is nothing to whoever sits down next.
useSession.subscribe(({ me }, { me: before }) => {
  if (me?.user !== before?.user || me?.previewing?.user !== before?.previewing?.user) useExportSelection.setState(none);
});

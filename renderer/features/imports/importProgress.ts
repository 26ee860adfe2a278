import { create } from 'zustand';
import type { EventPayload } from '#shared/contract/index.ts';
import { onCofferEvent } from '../../api/events.ts';
import { useSession } from '../../api/session.ts';

/** How far the import is that this window started or hears of. */
export interface Progress extends Omit<EventPayload<'imports.progress'>, 'code'> {
  readonly name: string | null;
  /** Of `failed`: the code of the sentence that says why. */
  readonly code: string | null;
}

interface ImportProgress {
  readonly progress: Progress | null;
  /** The list whose rows are being mended, kept while other pages are shown. */
  readonly mending: { readonly import: string; readonly name: string } | null;
}

/** The running import, or how the last one ended until somebody has seen it. */
export const useImportProgress = create<ImportProgress>()(() => ({ progress: null, mending: null }));

/** Follows an import from its start; null forgets it. */
export function followImport(
  started: { readonly import: string; readonly name: string; readonly total: number | null } | null,
): void {
  useImportProgress.setState({
    progress: started === null ? null : { ...started, state: 'running', code: null, rows: 0, imported: 0, problems: 0 },
  });
}

/** Takes in one event. Events of another import than the one followed replace it: only one runs at a time. */
export function heardProgress(before: Progress | null, event: EventPayload<'imports.progress'>): Progress {
  const same = before?.import === event.import ? before : null;
  return { ...event, name: same?.name ?? null, total: event.total ?? same?.total ?? null };
}

/** Opens the rows of a list that were set aside; null goes back to all lists. */
export function mendRowsOf(list: ImportProgress['mending']): void {
  useImportProgress.setState({ mending: list === null ? null : { import: list.import, name: list.name } });
}

/** Forgets how the last import ended; one that runs is kept. */
export function forgetEnded(): void {
  if (useImportProgress.getState().progress?.state !== 'running') useImportProgress.setState({ progress: null });
}

/** Listens for as long as the window lives; answers the function that stops it. */
export function watchImports(): () => void {
  return onCofferEvent('imports.progress', (event) =>
    useImportProgress.setState(({ progress }) => ({ progress: heardProgress(progress, event) })),
  );
}

// Whoever sits down next has nothing to do with it.
useSession.subscribe(({ me }, { me: before }) => {
  if (me?.user !== before?.user) useImportProgress.setState({ progress: null, mending: null });
});

import type { EventPayload } from '#shared/contract/events.ts';

/** In the place of kinds: what another process of the same person has written into the view. */
export const movedElsewhere = 'moved elsewhere';

/** Which lists a window fetches again after entries of these kinds. */
export function changedLists(kinds: ReadonlySet<string>): EventPayload<'data.changed'>['what'] {
  const what = new Set<EventPayload<'data.changed'>['what'][number]>();
  if (kinds.has(movedElsewhere)) return ['customers', 'notes', 'staff', 'exports', 'imports', 'journal', 'session'];
  for (const kind of kinds) {
    if (kind.startsWith('draft.')) continue;
    what.add('journal');
    if (/^(customer|import)\./.test(kind) && !kind.startsWith('customer.reveal')) what.add('customers').add('notes');
    if (kind.startsWith('note.')) what.add('notes').add('customers');
    if (/^(staff|book|policy|vault)\./.test(kind)) what.add('staff').add('customers').add('session');
    if (kind.startsWith('account.')) what.add('staff');
    if (kind.startsWith('password.')) what.add('staff').add('session');
    if (kind.startsWith('export.')) what.add('exports');
    if (kind.startsWith('import.')) what.add('imports');
  }
  return [...what];
}

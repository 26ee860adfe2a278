import type { Input } from '#shared/contract/index.ts';

/** What of the journal is shown. Days are local, as `YYYY-MM-DD`. */
export interface JournalFilter {
  readonly person: { readonly user: string; readonly name: string } | null;
  readonly customer: { readonly id: string; readonly name: string } | null;
  /** Prefix of the kinds. */
  readonly kind: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export const everything: JournalFilter = { person: null, customer: null, kind: null, from: null, to: null };

/** Groups of kinds in the order they are offered; the value is the prefix that the vault filters by. */
export const kindGroups = [
  ['customer.reveal', 'groupReveal'],
  ['export.', 'groupExport'],
  ['refused', 'groupRefused'],
  ['customer.', 'groupCustomer'],
  ['note.', 'groupNote'],
  ['import.', 'groupImport'],
  ['session.', 'groupSession'],
  ['staff.', 'groupStaff'],
  ['terms.', 'groupTerms'],
  ['journal.', 'groupCheck'],
  ['quarantine.', 'groupAlarm'],
] as const;

/** The first millisecond of a local day. */
function startOf(day: string): number {
  return new Date(`${day}T00:00:00`).getTime();
}

/** The last millisecond of a local day, whatever the clocks do in its night. */
function endOf(day: string): number {
  const next = new Date(`${day}T12:00:00`);
  next.setDate(next.getDate() + 1);
  next.setHours(0, 0, 0, 0);
  return next.getTime() - 1;
}

/** The filter as the vault takes it. */
export function filterInput(filter: JournalFilter): Input<'journal.list'>['filter'] {
  return {
    ...(filter.person ? { person: filter.person.user } : {}),
    ...(filter.customer ? { customer: filter.customer.id } : {}),
    ...(filter.kind === null ? {} : { kind: filter.kind }),
    ...(filter.from === null ? {} : { from: startOf(filter.from) }),
    // A range of which only the first day is chosen yet is that day.
    ...(filter.from === null ? {} : { to: endOf(filter.to ?? filter.from) }),
  };
}

/** Whether anything is filtered out. */
export function isFiltered(filter: JournalFilter): boolean {
  return Object.keys(filterInput(filter)).length > 0;
}

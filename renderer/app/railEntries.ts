import {
  IconAddressBook,
  IconFileExport,
  IconHistory,
  IconLockAccess,
  IconTableImport,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import type { Action } from '#shared/domain/roles.ts';

/** One place the rail leads to. */
export interface RailEntry {
  readonly id: 'customers' | 'requests' | 'people' | 'import' | 'journal' | 'logins';
  readonly to: '/customers' | '/exports' | '/people' | '/import' | '/journal' | '/logins';
  readonly icon: Icon;
  /** Shown to whoever may do any of these. */
  readonly actions: readonly Action[];
  readonly group: 'main' | 'office';
  /** Shows how many requests wait for this person's decision, or how much waits for an owner. */
  readonly badge?: 'inbox' | 'due';
}

/** The places in the order they are shown. */
export const railEntries: readonly RailEntry[] = [
  { id: 'customers', to: '/customers', icon: IconAddressBook, actions: ['customers.read'], group: 'main' },
  {
    id: 'requests',
    to: '/exports',
    icon: IconFileExport,
    actions: ['exports.request', 'exports.approve'],
    group: 'main',
    badge: 'inbox',
  },
  {
    id: 'people',
    to: '/people',
    icon: IconUsers,
    actions: ['staff.manage', 'staff.freeze'],
    group: 'office',
    badge: 'due',
  },
  { id: 'import', to: '/import', icon: IconTableImport, actions: ['imports.run'], group: 'office' },
  { id: 'journal', to: '/journal', icon: IconHistory, actions: ['journal.readAll'], group: 'office' },
  { id: 'logins', to: '/logins', icon: IconLockAccess, actions: ['staff.manage'], group: 'office' },
];

/** The places for somebody who may do `actions`. */
export function entriesFor(actions: readonly Action[]): readonly RailEntry[] {
  return railEntries.filter((entry) => entry.actions.some((action) => actions.includes(action)));
}

/** Where somebody who may do `actions` starts. */
export function homeFor(actions: readonly Action[]): RailEntry['to'] {
  return entriesFor(actions)[0]?.to ?? '/customers';
}

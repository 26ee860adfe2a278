import { customerFields } from '#shared/domain/fields.ts';
import { type Action, type Role, actions, deputyPowers } from '#shared/domain/roles.ts';
import type { Authority } from '../journal/authority.ts';
import type { DeputyPower, Policy } from '../journal/items.ts';
import type { Viewer } from './treatment.ts';

/** Which role may do what. What is not named is refused. */
const permitted: Readonly<Record<Role, readonly Action[]>> = {
  // An owner's slip would be a key to authority on a sheet of paper.
  owner: actions.filter((action) => action !== 'passwords.slip'),
  manager: [
    'customers.read',
    'customers.write',
    'notes.write',
    'customers.reveal',
    'customers.handOver',
    'staff.read',
    'staff.freeze',
    'staff.cover',
    'imports.run',
    'exports.request',
    'exports.approve',
    'journal.readOwn',
    'drafts.write',
    'passwords.slip',
  ],
  salesperson: [
    'customers.read',
    'customers.write',
    'notes.write',
    'customers.reveal',
    'staff.read',
    'imports.run',
    'exports.request',
    'journal.readOwn',
    'drafts.write',
    'passwords.slip',
  ],
  service: ['customers.read', 'notes.write', 'staff.read', 'journal.readOwn', 'drafts.write', 'passwords.slip'],
  auditor: ['staff.read', 'journal.readAll', 'journal.readOwn', 'passwords.slip'],
};

export function permits(role: Role, action: Action): boolean {
  return permitted[role].includes(action);
}

/** What the powers of a deputy add to what a manager may do. What they approve follows from whose customers they look after. */
const leftToDeputies: Readonly<Record<DeputyPower, readonly Action[]>> = {
  reset: ['passwords.reset'],
  add: ['staff.add'],
  approve: [],
};

/** Everything that somebody may do at this moment: by their role, and as a deputy. */
export function actionsOf({ user, role }: Viewer, authority: Authority): Action[] {
  const asDeputy = deputyPowers.filter((power) => authority.deputises(user, power));
  return [...permitted[role], ...asDeputy.flatMap((power) => leftToDeputies[power])];
}

/** The shortest password that a role may have, in characters. */
export function minimumPasswordLength(role: Role): number {
  return role === 'owner' || role === 'manager' ? 15 : 12;
}

/** Whether a password has the length that a role asks for. */
export function isLongEnough(password: string, role: Role): boolean {
  return [...password.normalize('NFKC')].length >= minimumPasswordLength(role);
}

/** The policy a vault is born with, from the three questions of the first run. */
export function firstPolicy(answers: Pick<Policy, 'cards' | 'customers' | 'size'>): Policy {
  return {
    ...answers,
    classes: { ...customerFields },
    exports: { freeContactRows: 5, freeWorkRows: 50, ownerWaitHours: 24 },
  };
}

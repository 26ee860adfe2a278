/** What a person is in the office. Keys follow from grants; a role decides which actions the program offers. */
export const roles = ['owner', 'manager', 'salesperson', 'service', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** Everything that the program can permit or refuse; the table per role is `main/vault/access/policy.ts`. */
export const actions = [
  'customers.read',
  'customers.write',
  'notes.write',
  'customers.reveal',
  'customers.handOver',
  'staff.read',
  'staff.manage',
  'staff.add',
  'staff.preview',
  'passwords.reset',
  'passwords.slip',
  'staff.freeze',
  'staff.cover',
  'imports.run',
  'exports.request',
  'exports.approve',
  'journal.readAll',
  'journal.readOwn',
  'journal.endAlarm',
  'drafts.write',
  'office.secure',
] as const;
export type Action = (typeof actions)[number];

/** What an owner may leave to a deputy until a day. */
export const deputyPowers = ['reset', 'add', 'approve'] as const;

/** Whether a deputy may do anything about somebody of that role: of those above, only an owner. */
export function isBelowDeputy(role: Role): role is 'salesperson' | 'service' {
  return role === 'salesperson' || role === 'service';
}

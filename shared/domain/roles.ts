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
  'staff.preview',
  'imports.run',
  'exports.request',
  'exports.approve',
  'journal.readAll',
  'journal.readOwn',
  'drafts.write',
] as const;
export type Action = (typeof actions)[number];

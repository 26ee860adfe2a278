/**
 * What holds a promise: `keys` – without them the values cannot be read, whatever program is used; `signatures` – it can
 * be done by force, but everybody's Coffer notices and does not follow; `program` – Coffer itself refuses, and a program
 * of one's own would not.
 */
export type Enforcer = 'keys' | 'signatures' | 'program';

/**
 * What is enforced by what: Help shows this table in the person's language, README in English, from the words
 * `what_<id>` and `limits_<id>`.
 */
export const enforcements = [
  { id: 'folder', by: 'keys' },
  { id: 'customers', by: 'keys' },
  { id: 'ended', by: 'keys' },
  { id: 'lists', by: 'keys' },
  { id: 'exportForeign', by: 'keys' },
  { id: 'afterLock', by: 'keys' },
  { id: 'slip', by: 'keys' },
  { id: 'account', by: 'keys' },
  { id: 'rights', by: 'signatures' },
  { id: 'actor', by: 'signatures' },
  { id: 'frozen', by: 'signatures' },
  { id: 'reset', by: 'signatures' },
  { id: 'deputy', by: 'signatures' },
  { id: 'journal', by: 'signatures' },
  { id: 'rows', by: 'signatures' },
  { id: 'exportFile', by: 'signatures' },
  { id: 'masks', by: 'program' },
  { id: 'revealEntry', by: 'program' },
  { id: 'exportOwn', by: 'program' },
  { id: 'actions', by: 'program' },
  { id: 'lock', by: 'program' },
  { id: 'wrongPasswords', by: 'program' },
  { id: 'pin', by: 'program' },
  { id: 'secondFactor', by: 'program' },
  { id: 'hours', by: 'program' },
  { id: 'probing', by: 'program' },
  { id: 'terms', by: 'program' },
] as const satisfies readonly { readonly id: string; readonly by: Enforcer }[];

/** What Coffer cannot stop, each with a sentence `cannot_<id>`. */
export const cannotStop = [
  'photograph',
  'memory',
  'ownProgram',
  'malware',
  'copyBefore',
  'rewound',
  'metadata',
] as const;

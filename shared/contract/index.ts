import type { z } from 'zod';
import { accessContract } from './access.ts';
import { accountsContract } from './accounts.ts';
import { auditContract } from './audit.ts';
import { checksContract } from './checks.ts';
import { customersContract } from './customers.ts';
import { deputiesContract } from './deputies.ts';
import { exportsContract } from './exports.ts';
import { hostContract } from './host.ts';
import { importsContract } from './imports.ts';
import { loginsContract } from './logins.ts';
import { passwordsContract } from './passwords.ts';
import { invitesContract } from './invites.ts';
import { rootsContract } from './roots.ts';
import { leavingContract } from './leaving.ts';
import { sessionContract } from './session.ts';
import { staffContract } from './staff.ts';
import { termsContract } from './terms.ts';

/** Every call there is that the vault answers. */
export const vaultContract = {
  ...sessionContract,
  ...loginsContract,
  ...customersContract,
  ...passwordsContract,
  ...staffContract,
  ...accessContract,
  ...deputiesContract,
  ...importsContract,
  ...exportsContract,
  ...auditContract,
  ...termsContract,
  ...rootsContract,
  ...invitesContract,
  ...checksContract,
  ...leavingContract,
  ...accountsContract,
} as const;
/** Every call that a window can make. */
export const contract = { ...hostContract, ...vaultContract } as const;

export type CallName = keyof typeof contract;
export type VaultCallName = keyof typeof vaultContract;
export type HostCallName = keyof typeof hostContract;
/** What a caller writes. */
export type Input<N extends CallName> = z.input<(typeof contract)[N]['input']>;
/** What a handler gets, after parsing. */
export type Parsed<N extends CallName> = z.output<(typeof contract)[N]['input']>;
export type Output<N extends CallName> = z.output<(typeof contract)[N]['output']>;
export { eventContract, type EventName, type EventPayload } from './events.ts';

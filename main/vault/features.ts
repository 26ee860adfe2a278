import { accounts } from './accounts/accounts.ts';
import { audit } from './audit/audit.ts';
import { checks } from './audit/checks.ts';
import { customers } from './customers/customers.ts';
import { exports } from './exports/exports.ts';
import type { AllHandlers } from './handlers.ts';
import { imports } from './imports/imports.ts';
import { logins } from './session/logins.ts';
import { passwords } from './passwords/passwords.ts';
import { invites } from './invites/invites.ts';
import { roots } from './roots/roots.ts';
import { leaving } from './leaving/leaving.ts';
import { session } from './session/session.ts';
import { access } from './staff/access.ts';
import { deputies } from './staff/deputies.ts';
import { staff } from './staff/staff.ts';
import { terms } from './terms/terms.ts';

/** Every feature's handlers; the type names any call that has none. */
export const handlers: AllHandlers = {
  ...session,
  ...logins,
  ...passwords,
  ...customers,
  ...staff,
  ...access,
  ...deputies,
  ...audit,
  ...checks,
  ...imports,
  ...exports,
  ...leaving,
  ...roots,
  ...invites,
  ...terms,
  ...accounts,
};

import type { ResourceLanguage } from 'i18next';
import { accounts as enAccounts } from './en/accounts.ts';
import { alarm as enAlarm } from './en/alarm.ts';
import { app as enApp } from './en/app.ts';
import { checkpoints as enCheckpoints } from './en/checkpoints.ts';
import { common as enCommon } from './en/common.ts';
import { customers as enCustomers } from './en/customers.ts';
import { deputies as enDeputies } from './en/deputies.ts';
import { errors as enErrors } from './en/errors.ts';
import { exports as enExports } from './en/exports.ts';
import { help as enHelp } from './en/help.ts';
import { imports as enImports } from './en/imports.ts';
import { invites as enInvites } from './en/invites.ts';
import { journal as enJournal } from './en/journal.ts';
import { logins as enLogins } from './en/logins.ts';
import { passwords as enPasswords } from './en/passwords.ts';
import { leaving as enLeaving } from './en/leaving.ts';
import { session as enSession } from './en/session.ts';
import { staff as enStaff } from './en/staff.ts';
import { terms as enTerms } from './en/terms.ts';
import { accounts as cnAccounts } from './zh-CN/accounts.ts';
import { alarm as cnAlarm } from './zh-CN/alarm.ts';
import { app as cnApp } from './zh-CN/app.ts';
import { checkpoints as cnCheckpoints } from './zh-CN/checkpoints.ts';
import { common as cnCommon } from './zh-CN/common.ts';
import { customers as cnCustomers } from './zh-CN/customers.ts';
import { deputies as cnDeputies } from './zh-CN/deputies.ts';
import { errors as cnErrors } from './zh-CN/errors.ts';
import { exports as cnExports } from './zh-CN/exports.ts';
import { help as cnHelp } from './zh-CN/help.ts';
import { imports as cnImports } from './zh-CN/imports.ts';
import { invites as cnInvites } from './zh-CN/invites.ts';
import { journal as cnJournal } from './zh-CN/journal.ts';
import { logins as cnLogins } from './zh-CN/logins.ts';
import { passwords as cnPasswords } from './zh-CN/passwords.ts';
import { leaving as cnLeaving } from './zh-CN/leaving.ts';
import { session as cnSession } from './zh-CN/session.ts';
import { staff as cnStaff } from './zh-CN/staff.ts';
import { terms as cnTerms } from './zh-CN/terms.ts';
import { accounts as twAccounts } from './zh-TW/accounts.ts';
import { alarm as twAlarm } from './zh-TW/alarm.ts';
import { app as twApp } from './zh-TW/app.ts';
import { checkpoints as twCheckpoints } from './zh-TW/checkpoints.ts';
import { common as twCommon } from './zh-TW/common.ts';
import { customers as twCustomers } from './zh-TW/customers.ts';
import { deputies as twDeputies } from './zh-TW/deputies.ts';
import { errors as twErrors } from './zh-TW/errors.ts';
import { exports as twExports } from './zh-TW/exports.ts';
import { help as twHelp } from './zh-TW/help.ts';
import { imports as twImports } from './zh-TW/imports.ts';
import { invites as twInvites } from './zh-TW/invites.ts';
import { journal as twJournal } from './zh-TW/journal.ts';
import { logins as twLogins } from './zh-TW/logins.ts';
import { passwords as twPasswords } from './zh-TW/passwords.ts';
import { leaving as twLeaving } from './zh-TW/leaving.ts';
import { session as twSession } from './zh-TW/session.ts';
import { staff as twStaff } from './zh-TW/staff.ts';
import { terms as twTerms } from './zh-TW/terms.ts';

/** English, the source of the keys: one namespace per feature. */
export const en = {
  accounts: enAccounts,
  alarm: enAlarm,
  app: enApp,
  checkpoints: enCheckpoints,
  common: enCommon,
  customers: enCustomers,
  deputies: enDeputies,
  errors: enErrors,
  exports: enExports,
  help: enHelp,
  imports: enImports,
  invites: enInvites,
  journal: enJournal,
  logins: enLogins,
  passwords: enPasswords,
  leaving: enLeaving,
  session: enSession,
  staff: enStaff,
  terms: enTerms,
};

/** Every namespace in the other languages, checked against the English keys. */
type Catalogue = { readonly [N in keyof typeof en]: Record<keyof (typeof en)[N], string> };

export const zhCN: Catalogue = {
  accounts: cnAccounts,
  alarm: cnAlarm,
  app: cnApp,
  checkpoints: cnCheckpoints,
  common: cnCommon,
  customers: cnCustomers,
  deputies: cnDeputies,
  errors: cnErrors,
  exports: cnExports,
  help: cnHelp,
  imports: cnImports,
  invites: cnInvites,
  journal: cnJournal,
  logins: cnLogins,
  passwords: cnPasswords,
  leaving: cnLeaving,
  session: cnSession,
  staff: cnStaff,
  terms: cnTerms,
};
export const zhTW: Catalogue = {
  accounts: twAccounts,
  alarm: twAlarm,
  app: twApp,
  checkpoints: twCheckpoints,
  common: twCommon,
  customers: twCustomers,
  deputies: twDeputies,
  errors: twErrors,
  exports: twExports,
  help: twHelp,
  imports: twImports,
  invites: twInvites,
  journal: twJournal,
  logins: twLogins,
  passwords: twPasswords,
  leaving: twLeaving,
  session: twSession,
  staff: twStaff,
  terms: twTerms,
};

export const resources: Record<Locale, ResourceLanguage> = { en, 'zh-CN': zhCN, 'zh-TW': zhTW };

export const locales = ['en', 'zh-CN', 'zh-TW'] as const;
export type Locale = (typeof locales)[number];

/** Each language in its own words. */
export const localeNames: Record<Locale, string> = { en: 'English', 'zh-CN': '简体中文', 'zh-TW': '繁體中文' };

import type { Telling } from './sentence.ts';

/** What happens to passwords, to the keys behind them, and to recovery slips. */
export const passwordTellings = {
  'password.change': () => ['passwordChange'],
  'password.ask': () => ['passwordAsk'],
  'password.rekey': () => ['passwordRekey'],
  'password.renew': () => ['passwordRenew'],
  'password.reset': () => ['passwordReset'],
  'password.confirm': () => ['passwordConfirm'],
  'password.dispute': () => ['passwordDispute'],
  'password.slip': () => ['passwordSlip'],
  'password.slipVoid': () => ['passwordSlipVoid'],
  'password.bySlip': () => ['passwordBySlip'],
} as const satisfies Readonly<Record<string, Telling>>;

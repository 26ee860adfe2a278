import type { passwordsContract } from '#shared/contract/passwords.ts';
import type { Handlers } from '../handlers.ts';
import { cancelReset, confirmReset, disputeReset, inviteReset, resetPassword } from './reset.ts';
import { makeSlip, slipState, voidSlip } from './slip.ts';
import { useSlip } from './useSlip.ts';

export const passwords = {
  'passwords.inviteReset': inviteReset,
  'passwords.reset': resetPassword,
  'passwords.cancelReset': cancelReset,
  'passwords.confirm': confirmReset,
  'passwords.dispute': disputeReset,
  'passwords.slip': slipState,
  'passwords.makeSlip': makeSlip,
  'passwords.voidSlip': voidSlip,
  'passwords.useSlip': useSlip,
} satisfies Handlers<typeof passwordsContract>;

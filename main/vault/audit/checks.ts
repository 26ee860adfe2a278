import type { checksContract } from '#shared/contract/checks.ts';
import type { Handlers } from '../handlers.ts';
import { alarm, endAlarm } from './alarm.ts';
import { check, checkState, checkStop } from './verification.ts';

/** Checks of the whole journal, and what follows from them. */
export const checks = {
  'journal.check': check,
  'journal.checkStop': checkStop,
  'journal.checkState': checkState,
  'journal.alarm': alarm,
  'journal.endAlarm': endAlarm,
} satisfies Handlers<typeof checksContract>;

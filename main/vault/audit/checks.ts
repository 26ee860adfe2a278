import type { checksContract } from '#shared/contract/checks.ts';
import type { Handlers } from '../handlers.ts';
import { alarm, endAlarm } from './alarm.ts';
import { checkpoint, checkpoints, compare } from './checkpoints.ts';
import { exportFile } from './journalFiles.ts';
import { check, checkState, checkStop } from './verification.ts';

/** Checks of the whole journal, and what follows from them. */
export const checks = {
  'journal.check': check,
  'journal.checkStop': checkStop,
  'journal.checkState': checkState,
  'journal.alarm': alarm,
  'journal.endAlarm': endAlarm,
  'journal.exportFile': exportFile,
  'journal.checkpoint': checkpoint,
  'journal.checkpoints': checkpoints,
  'journal.compare': compare,
} satisfies Handlers<typeof checksContract>;

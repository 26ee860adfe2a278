import type { accessContract } from '#shared/contract/access.ts';
import type { Handlers } from '../handlers.ts';
import { setClock } from './clock.ts';
import { cover, endCover } from './cover.ts';
import { finishDueNow, listDue } from './due.ts';
import { freeze, thaw } from './freeze.ts';
import { oneOwner } from './oneOwner.ts';
import { setRole } from './role.ts';
import { stopped } from './stopped.ts';

/** What an office's people may do, and for how long. */
export const access = {
  'staff.freeze': freeze,
  'staff.thaw': thaw,
  'staff.cover': cover,
  'staff.endCover': endCover,
  'staff.setRole': setRole,
  'staff.due': listDue,
  'staff.finishDue': finishDueNow,
  'staff.setClock': setClock,
  'staff.oneOwner': oneOwner,
  'staff.stopped': stopped,
} satisfies Handlers<typeof accessContract>;

import { accessSync, chmodSync, chownSync, constants, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runTool } from './entryProcess.ts';

/** All of a folder's group may read and write, and what is made in it belongs to the same group (setgid). */
const groupShares = 0o2770;

/**
 * Makes a folder that the other accounts of this computer reach, too; null where that is so. `folderDenied`: this account
 * may not make it there. `folderNoGroup`: there is no group that it shares with others.
 */
export function prepareForAll(folder: string): 'folderDenied' | 'folderNoGroup' | null {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    if (process.platform === 'win32') return allowUsers(folder);
    if (!isReached(dirname(folder))) return 'folderNoGroup';
    const { gid, mode } = statSync(folder);
    if (isShared(gid) && (mode & groupShares) === groupShares) return null;
    const group = isShared(gid) ? gid : sharedGroup();
    if (group === null) return 'folderNoGroup';
    chownSync(folder, -1, group);
    chmodSync(folder, groupShares);
    return null;
  } catch {
    return 'folderDenied';
  }
}

/** Whether others may pass through a folder and all those above it. */
function isReached(folder: string): boolean {
  const { gid, mode } = statSync(folder);
  const passes = (mode & 0o001) !== 0 || ((mode & 0o010) !== 0 && isShared(gid));
  return passes && (dirname(folder) === folder || isReached(dirname(folder)));
}

/** Whether others than this account may be of a group: many systems give each account a group of its own. */
function isShared(group: number): boolean {
  return process.platform === 'darwin' ? group === 20 : group !== 0 && group !== process.getuid?.();
}

/** On macOS all people are of the group `staff` (20); on Linux `coffer` is looked for, and then `users`. */
function sharedGroup(): number | null {
  if (process.platform === 'darwin') return 20;
  const mine = process.getgroups?.() ?? [];
  const all = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['coffer', 'users']) {
    const group = Number(all.find(([of]) => of === name)?.[2] ?? Number.NaN);
    if (Number.isInteger(group) && (mine.includes(group) || process.getuid?.() === 0)) return group;
  }
  return null;
}

/** Everybody who may use this computer may change what is in the folder; the group is named by its number, not by language. */
function allowUsers(folder: string): null {
  const icacls = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'icacls.exe');
  runTool(icacls, [folder, '/grant', '*S-1-5-32-545:(OI)(CI)M']);
  return null;
}

import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { platform, umask } from 'node:process';

/** Others of the folder's group may write to it. */
const groupWrites = 0o020;

/**
 * Whether a vault's folder is meant for several accounts of the computer. On Windows rights are inherited from the folder
 * and modes say nothing, so that it is taken to be.
 */
export function isShared(folder: string): boolean {
  if (platform === 'win32') return true;
  const found = statSync(folder, { throwIfNoEntry: false });
  return found !== undefined && (found.mode & groupWrites) !== 0;
}

/** From here on this process makes files for its own account alone, or for the group where the folder is shared. */
export function limitNewFiles(folder: string): void {
  umask(isShared(folder) ? 0o007 : 0o077);
}

/** Makes an empty file with those rights: what SQLite makes by itself no group may write to. */
export function touch(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', fileMode));
}

/** The rights that files of a vault are made with, which `limitNewFiles` narrows. */
export const fileMode = 0o660;

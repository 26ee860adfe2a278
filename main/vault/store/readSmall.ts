import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/**
 * A file that somebody else may have put there: null where it is none, longer than `most` bytes, or no ordinary file. Never
 * waits for a pipe, and follows no link to elsewhere.
 */
export function readSmall(path: string, most: number): Buffer | null {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch {
    return null;
  }
  try {
    const found = fstatSync(file);
    if (!found.isFile() || found.size > most) return null;
    const content = Buffer.alloc(found.size);
    return content.subarray(0, readSync(file, content, 0, found.size, 0));
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}

import { join, resolve } from 'node:path';

/** The checkout. */
export const root = resolve(import.meta.dirname, '../..');
/** What can be made again: fetched runtimes, stamps of builds. */
export const cacheFolder = join(root, 'node_modules/.cache/coffer');
/** A path typed on the command line means the folder in which it was typed. */
export function fromCaller(path: string): string {
  return resolve(process.env['COFFER_CALLED_FROM'] ?? process.cwd(), path);
}

import { existsSync, readFileSync, realpathSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type SyncService, isRemoteFileSystem, isRemoteMount, syncServiceOf } from '#shared/domain/syncFolder.ts';

/** What copies the vault's folder to somewhere else; null where nothing is recognised. The folder need not be there yet. */
export function syncedBy(folder: string): SyncService | null {
  let there = folder;
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
  try {
    const real = realpathSync(there);
    const named = syncServiceOf(folder) ?? syncServiceOf(real);
    if (named !== null || process.platform !== 'linux') return named;
    const mounts = existsSync('/proc/self/mounts') ? readFileSync('/proc/self/mounts', 'utf8') : '';
    return isRemoteFileSystem(statfsSync(real).type) || isRemoteMount(real, mounts) ? 'network' : null;
  } catch {
    return syncServiceOf(folder);
  }
}

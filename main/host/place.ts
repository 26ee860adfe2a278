import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './settings.ts';
import { prepareForAll } from './sharedPlace.ts';

/** Where the vault lies: in this account's own profile, in the folder of the whole computer, or in a chosen one. */
export interface Place {
  readonly kind: 'own' | 'machine' | 'chosen';
  /** Whether a vault is there; `denied`: this account may not read and write it; `gone`: it was there before. */
  readonly state: 'there' | 'none' | 'denied' | 'gone';
}
export type PlaceRefusal = 'folderDenied' | 'folderNoGroup' | 'vaultMissing' | 'vaultExists';

/** Where this window's vault lies, and how it is said to lie elsewhere. */
export interface Places {
  readonly folder: () => string;
  readonly place: () => Place;
  /** For a vault that is still to be made. */
  readonly choose: (kind: 'own' | 'machine') => PlaceRefusal | null;
  /** `make`: for a vault still to be made; else for one that is there. */
  readonly pick: (folder: string, make: boolean) => PlaceRefusal | null;
}

/** The folder that all accounts of a computer share, by the custom of its system. */
export function machineFolder(platform: NodeJS.Platform, programData: string | undefined): string {
  if (platform === 'win32') return join(programData ?? 'C:\\ProgramData', 'Coffer');
  return platform === 'darwin' ? '/Users/Shared/Coffer' : '/var/lib/coffer';
}

interface Kept {
  readonly get: () => Settings;
  readonly set: (change: Partial<Settings>) => void;
}

/**
 * A vault of one's own comes first, then one that was chosen before, then one of the whole computer. What is chosen now is
 * remembered once a vault is there.
 */
export function createPlaces(profile: string, machine: string, settings: Kept): Places {
  const own = join(profile, 'vault');
  const shared = join(machine, 'vault');
  let current = firstFolder();

  function firstFolder(): string {
    const before = settings.get().vaultFolder;
    if (before !== null) return before;
    return stateOf(own) === 'none' && stateOf(shared) !== 'none' ? shared : own;
  }

  function take(folder: string): null {
    current = folder;
    if (settings.get().vaultFolder !== null) settings.set({ vaultFolder: null });
    remember();
    return null;
  }

  function remember(): void {
    if (current !== own && settings.get().vaultFolder !== current && stateOf(current) === 'there')
      settings.set({ vaultFolder: current });
  }

  return {
    folder: () => current,
    place() {
      remember();
      const state = stateOf(current);
      const kind = current === own ? 'own' : current === shared ? 'machine' : 'chosen';
      return { kind, state: state === 'none' && settings.get().vaultFolder === current ? 'gone' : state };
    },
    choose(kind) {
      if (kind === 'own') return take(own);
      if (stateOf(shared) !== 'none') return 'vaultExists';
      return prepareForAll(shared) ?? take(shared);
    },
    pick(folder, make) {
      const inside = [folder, join(folder, 'vault'), join(folder, 'Coffer')];
      const found = inside.find((one) => stateOf(one) !== 'none');
      if (make)
        return found === undefined
          ? (prepareForAll(join(folder, 'Coffer')) ?? take(join(folder, 'Coffer')))
          : 'vaultExists';
      if (found === undefined) return 'vaultMissing';
      return stateOf(found) === 'denied' ? 'folderDenied' : take(found);
    },
  };
}

function stateOf(folder: string): 'there' | 'none' | 'denied' {
  const header = join(folder, 'vault.cvh');
  try {
    statSync(header);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'none' : 'denied';
  }
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const file of [header, join(folder, 'vault.db')]) accessSync(file, constants.R_OK | constants.W_OK);
    return 'there';
  } catch {
    return 'denied';
  }
}

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { colourScheme, locale } from '#shared/contract/host.ts';

const schema = z.object({
  locale: locale.nullable().catch(null),
  colourScheme: colourScheme.catch('auto'),
  /** Where the vault lies, if not in the profile. */
  vaultFolder: z.string().nullable().catch(null),
});
/** How the windows look before anybody has logged in, and where the vault is. */
export type Settings = z.infer<typeof schema>;

/** Reads and keeps `settings.json`; an unreadable one counts as absent. */
export function openSettings(file: string): {
  readonly get: () => Settings;
  readonly set: (change: Partial<Settings>) => void;
} {
  let current = read(file);
  return {
    get: () => current,
    set(change) {
      current = { ...current, ...change };
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.tmp`, JSON.stringify(current));
      renameSync(`${file}.tmp`, file);
    },
  };
}

function read(file: string): Settings {
  try {
    return schema.parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  } catch {
    return { locale: null, colourScheme: 'auto', vaultFolder: null };
  }
}

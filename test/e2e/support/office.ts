import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'cborg';
import { makeOffice, type MadePerson } from '../../../scripts/demo/makeOffice.ts';
import { createSecretStore } from '../../../main/host/secretStore.ts';
import { enterKeychain } from '../../../scripts/lib/keychain.ts';
import { fingerprint } from '../../../scripts/lib/build.ts';
import { withLock } from '../../../scripts/lib/lock.ts';
import { cacheFolder } from '../../../scripts/lib/paths.ts';

/** A small office that was made once: its people, and profiles of it to try things in. */
export interface SampleOffice {
  /** The first of that role; `other`: the one after. */
  person(role: string, other?: 'other'): MadePerson;
  /** A profile of its own, as the office was when it was made; removed with the copies. */
  copy(): string;
  /** What the office's computer has in its keychain for the vault: an account and its value. */
  readonly keychain: readonly [string, string];
  remove(): void;
}

interface Made {
  /** The day and the sources. */
  readonly of: string;
  readonly people: MadePerson[];
  readonly keychain: readonly [string, string];
}

/** Enough that a salesperson's list has fifty names that no other text says by chance. */
const customers = 300;

/** What decides how the office is written. */
const sources = ['main', 'scripts/demo', 'shared', 'test/support', 'test/e2e/support'];

/**
 * Makes the sample office by the calls of its people, as `npm run demo` does; once a day and for each state of the sources,
 * since it lives in days and weeks. Tests get copies. One for all: libsecret keeps to the first message bus that a process
 * has used, so no process makes two.
 */
export async function sampleOffice(): Promise<SampleOffice> {
  const made = join(cacheFolder, 'sample-office');
  const wanted = `${process.env['COFFER_E2E_DAY']} ${fingerprint(sources)}`;
  const original = join(made, 'profile');
  const list = join(made, 'made.json');
  await withLock('sample-office', async () => {
    if (existsSync(list) && (JSON.parse(readFileSync(list, 'utf8')) as Made).of === wanted) return;
    rmSync(made, { recursive: true, force: true });
    const leave = await enterKeychain(original);
    try {
      const vaultEntry = process.env['COFFER_E2E_VAULT'];
      const people = await makeOffice({ profile: original, customers, seed: 1, say: () => {}, vaultEntry });
      const { vault } = decode(readFileSync(join(original, 'vault/vault.cvh'))) as { vault: string };
      const account = `device:${vault}`;
      const value = (await createSecretStore().get(account)) ?? '';
      writeFileSync(list, JSON.stringify({ of: wanted, people, keychain: [account, value] } satisfies Made));
    } finally {
      await leave();
    }
  });
  const { people, keychain } = JSON.parse(readFileSync(list, 'utf8')) as Made;
  const folder = mkdtempSync(join(tmpdir(), 'coffer-office-'));
  let copies = 0;
  return {
    keychain,
    person(role, other) {
      const found = people.filter((person) => person.role === role)[other === undefined ? 0 : 1];
      if (found === undefined) throw new Error(`Nobody in the sample office is ${role}.`);
      return found;
    },
    copy() {
      const profile = join(folder, `copy-${(copies += 1)}`);
      cpSync(original, profile, { recursive: true });
      return profile;
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

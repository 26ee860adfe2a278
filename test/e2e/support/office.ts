import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeOffice, type MadePerson } from '../../../scripts/demo/makeOffice.ts';
import { enterKeychain } from '../../../scripts/lib/keychain.ts';

/** A small office that was made once: its people, and profiles of it to try things in. */
export interface SampleOffice {
  person(role: string): MadePerson;
  /** A profile of its own, as the office was when it was made; removed with the office. */
  copy(): string;
  remove(): void;
}

/** Makes the sample office by the calls of its people, as `npm run demo` does. */
export async function sampleOffice(customers: number): Promise<SampleOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'coffer-office-'));
  const original = join(folder, 'original');
  const leave = await enterKeychain(original);
  try {
    const people = await makeOffice({ profile: original, customers, seed: 1, say: () => {} });
    let copies = 0;
    return {
      person(role) {
        const found = people.find((person) => person.role === role);
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
  } finally {
    await leave();
  }
}

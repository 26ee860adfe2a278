import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type HeadlessHost, startHeadlessHost } from '../../scripts/lib/headlessHost.ts';
import { createSecretStore } from '../../main/host/secretStore.ts';
import { headerPath, readHeader } from '../../main/vault/keys/header.ts';
import { type BenchOffice, benchFolder, untilBuilt } from './office.ts';

/** A copy of an office, with its owner logged in. */
export interface Copied {
  readonly profile: string;
  readonly host: HeadlessHost;
}

/** What can be done only once, or would leave the kept office another one, is done in copies of it, which go afterwards. */
export async function inCopies(
  office: BenchOffice,
  measure: (inCopy: (work: (copied: Copied) => Promise<void>) => Promise<void>) => Promise<void>,
): Promise<void> {
  // Its session ends, so that whole files are copied.
  await office.lock();
  const profile = join(benchFolder, 'copy');
  try {
    await measure(async (work) => {
      const forget = await remember(office);
      cpSync(office.profile, profile, { recursive: true });
      const host = startHeadlessHost({ profile });
      try {
        await host.call('session.login', { user: office.user, password: office.password });
        await untilBuilt(host);
        await work({ profile, host });
      } finally {
        await host.close();
        rmSync(profile, { recursive: true, force: true });
        await forget();
      }
    });
  } finally {
    await office.host.call('session.login', { user: office.user, password: office.password });
  }
}

/** The keychain keeps up to where each person knows the journal; the kept office must not look like a shortened copy. */
async function remember({ profile, user, staff }: BenchOffice): Promise<() => Promise<void>> {
  const secrets = createSecretStore();
  const { vault } = readHeader(headerPath(join(profile, 'vault')));
  const accounts = [user, staff.leaver, staff.seller, staff.receiver].map((person) => `seen:${vault}:${person}`);
  const kept = await Promise.all(accounts.map(async (account) => ({ account, seen: await secrets.get(account) })));
  return async () => {
    for (const { account, seen } of kept) await (seen === null ? secrets.delete(account) : secrets.set(account, seen));
  };
}

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type HeadlessHost, startHeadlessHost } from '../../scripts/lib/headlessHost.ts';
import { cacheFolder, root } from '../../scripts/lib/paths.ts';
import type { Db } from '../../main/vault/store/open.ts';
import { vaultSchema } from '../../main/vault/store/vault.sql.ts';
import { openPlain } from './plain.sql.ts';
import type { Staff } from './staff.ts';

/** Where made offices are kept; also the profile whose keychain holds their device secrets. */
export const benchFolder = join(cacheFolder, 'bench');

/** What a made office can be found again by; written by the seeding process. */
export interface Seeded {
  readonly customers: number;
  readonly user: string;
  readonly password: string;
  readonly staff: Staff;
  /** Names, parts of firms' names, initials and complete phone numbers that are there. */
  readonly searches: Readonly<Record<SearchKind, readonly string[]>>;
}
export type SearchKind = 'twoCharacters' | 'initials' | 'partOfFirm' | 'phone';

/** An office with a session of its owner in a process of its own, and the same customers in an ordinary database. */
export interface BenchOffice extends Seeded {
  readonly profile: string;
  readonly plain: Db;
  readonly host: HeadlessHost;
  /** Ends the session and starts a locked process, as a lock does. */
  lock(): Promise<HeadlessHost>;
  close(): Promise<void>;
}

/** What decides how an office is written, besides the tables: where one of these changes, it is made again. */
const formats = [
  'main/vault/store/seal.ts',
  'main/vault/journal/entry.ts',
  'main/vault/journal/items.ts',
  'test/bench/seed.ts',
  'test/bench/staff.ts',
  'test/bench/plain.sql.ts',
];

function formatKey(): string {
  const hash = createHash('sha256').update(vaultSchema);
  for (const file of formats) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 12);
}

/** The office of so many customers, made if it is not there yet, with its owner logged in. */
export async function openOffice(customers: number, say: (line: string) => void): Promise<BenchOffice> {
  const profile = join(benchFolder, `${customers}-${formatKey()}`);
  const facts = join(profile, 'seeded.json');
  if (!existsSync(facts)) {
    say(`Making an office of ${customers} customers (once; it is kept).`);
    const fresh = `${profile}.new`;
    rmSync(fresh, { recursive: true, force: true });
    rmSync(profile, { recursive: true, force: true });
    mkdirSync(fresh, { recursive: true, mode: 0o700 });
    await seedIn(fresh, customers);
    renameSync(fresh, profile);
  }
  const seeded = JSON.parse(readFileSync(facts, 'utf8')) as Seeded;
  const plain = openPlain(join(profile, 'plain.db'), false);
  let host = startHeadlessHost({ profile });
  await host.call('session.login', { user: seeded.user, password: seeded.password });
  await untilBuilt(host);
  return {
    ...seeded,
    profile,
    plain,
    get host() {
      return host;
    },
    async lock() {
      await host.close();
      host = startHeadlessHost({ profile });
      await host.call('session.status', {});
      return host;
    },
    async close() {
      plain.close();
      await host.close();
    },
  };
}

async function seedIn(profile: string, customers: number): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'test/bench/seed.ts'), profile, String(customers)], {
    cwd: root,
    stdio: 'inherit',
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`The office could not be made (exit ${String(code)}).`);
}

/** A view of an older version is built again after login; figures are taken when it is whole. */
export async function untilBuilt(host: HeadlessHost): Promise<void> {
  while ((await host.call('session.me', {})).building) await new Promise((resolve) => setTimeout(resolve, 200));
}

/** Saves one field of the newest customer, so that nothing counted or kept before it serves what comes after. */
export async function saveOne({ host }: BenchOffice): Promise<void> {
  const { rows } = await host.call('customers.list', {
    filter: {},
    sort: 'created',
    descending: true,
    collation: 'pinyin',
    after: null,
    limit: 1,
  });
  const [first] = rows;
  if (first === undefined) throw new Error('an office without customers');
  const patch = { title: `採購 ${Date.now() % 100_000}` };
  await host.call('customers.update', { id: first.id, baseVersion: first.version, patch });
}

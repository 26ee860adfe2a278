import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSecretStore } from '../../main/host/secretStore.ts';
import { readHeader } from '../../main/vault/keys/header.ts';
import { build } from '../../scripts/lib/build.ts';
import { startHeadlessHost } from '../../scripts/lib/headlessHost.ts';
import { enterKeychain } from '../../scripts/lib/keychain.ts';
import { root } from '../../scripts/lib/paths.ts';
import { asAttacker } from '../abuse/asAttacker.ts';

const profile = mkdtempSync(join(tmpdir(), 'coffer-command-'));
const vault = join(profile, 'vault');
const password = 'correct horse battery staple';
let leave = async (): Promise<void> => undefined;
let customer = '';
let user = '';

beforeAll(async () => {
  await build();
  leave = await enterKeychain(profile);
  // The least Argon2id: its password is typed a dozen times.
  const host = startHeadlessHost({ profile, vaultEntry: process.env['COFFER_CHILD_VAULT'] });
  const me = await host.call('setup.create', {
    locale: 'en',
    company: 'Formosa Trading',
    name: 'Owner',
    password,
    size: 'alone',
    customers: 'both',
    cards: 'private',
  });
  user = me.user;
  customer = (await host.call('customers.create', { fields: { kind: 'firm', name: '大同實業' } })).id;
  await host.close();
}, 120_000);
afterAll(async () => {
  await leave();
  rmSync(profile, { recursive: true, force: true });
});

/** Runs the command as a script would, on the keychain of this test. */
function coffer(args: readonly string[], input: string): { code: number | null; out: string } {
  const result = spawnSync(process.execPath, [join(root, 'scripts/coffer.ts'), ...args], { input, encoding: 'utf8' });
  return { code: result.status, out: result.stdout + result.stderr };
}
const verify = (folder: string, input = `${password}\n`) =>
  coffer(['journal', 'verify', '--vault', folder, '--user', 'Owner', '--password-stdin'], input);

test('a whole journal ends with 0 and the code of its newest entry', { timeout: 120_000 }, () => {
  const { code, out } = verify(vault);
  expect(out).toMatch(/^Whole: \d+ entries\.\nCode of the newest one: ([0-9a-f]{4} ){7}[0-9a-f]{4}\n$/);
  expect(code).toBe(0);
});

test(
  'the journal is shown, saved, checked with the owner’s key alone, and held against a checkpoint',
  { timeout: 120_000 },
  () => {
    const own = ['--vault', vault, '--user', 'Owner', '--password-stdin'];
    const input = `${password}\n`;
    const shown = coffer(['journal', 'show', '--limit', '4', ...own], input);
    expect(shown.out.trim().split('\n')).toHaveLength(4);
    expect(shown.out).toMatch(/^ +\d+ {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}Owner logged in\n/);
    const [file, point] = [join(profile, 'journal.file'), join(profile, 'point')];
    const saved = coffer(['journal', 'export', '--out', file, ...own], input);
    const root = /--root "([0-9a-f ]+)"/.exec(saved.out)?.[1] ?? '';
    const checked = coffer(['journal', 'verify', '--file', file, '--root', root], '');
    expect(checked).toMatchObject({ code: 0, out: expect.stringMatching(/^Whole: \d+ entries\./) as string });
    expect(coffer(['journal', 'checkpoint', '--out', point, ...own], input).code).toBe(0);
    const printed = coffer(['journal', 'checkpoint', ...own], input).out;
    const [, number, code] = /^Entry (\d+): ((?:[0-9a-f]{4} ){7}[0-9a-f]{4})\n/.exec(printed) ?? [];
    expect(printed).toContain('█');
    const other = coffer(['journal', 'compare', '--against', `9${number} ${code}`, ...own], input);
    expect(other).toMatchObject({ code: 1, out: expect.stringContaining('the journal ends at entry') as string });
    const held = coffer(['journal', 'verify', '--against', point, ...own], input);
    expect(held).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /The checkpoint of entry \d+ of [\d: -]+ UTC holds; \d+ entries were written after it\. It is signed by Owner\.\n$/,
      ) as string,
    });
  },
);

test('what cannot be opened ends with 2 and says why', { timeout: 120_000 }, () => {
  expect(verify(vault, 'not the password\n')).toEqual({ code: 2, out: 'That is not the right password.\n' });
  const nowhere = join(profile, 'nowhere');
  expect(verify(nowhere)).toEqual({ code: 2, out: `There is no vault in ${nowhere}.\n` });
  const header = join(vault, 'vault.cvh');
  const kept = readFileSync(header);
  writeFileSync(header, kept.subarray(0, 100));
  expect(verify(vault)).toMatchObject({
    code: 2,
    out: expect.stringContaining('key file of the vault is damaged') as string,
  });
  writeFileSync(header, kept);
});

test(
  'a broken journal ends with 1 and names the entry, a changed row, and a cut end',
  { timeout: 120_000 },
  async () => {
    const id = readHeader(join(vault, 'vault.cvh')).vault;
    const device = await createSecretStore().get(`device:${id}`);
    const known = {
      folder: vault,
      people: new Map([['Owner', { user, password }]]),
      keychain: new Map([[`device:${id}`, device ?? '']]),
    };
    const kept = mkdtempSync(join(tmpdir(), 'coffer-command-kept-'));
    cpSync(vault, kept, { recursive: true });
    const attacks: [string, (by: Awaited<ReturnType<typeof asAttacker>>) => number][] = [
      [
        'was changed afterwards',
        (by) => {
          by.run('UPDATE records SET sealed = randomblob(100) WHERE id = ?', customer);
          return by.bodies().find((body) => body.kind === 'customer.create')?.seq ?? 0;
        },
      ],
      [
        'an entry before it is missing',
        (by) => {
          by.run('DELETE FROM journal WHERE seq = 4');
          return 5;
        },
      ],
      [
        'have been cut off',
        (by) => {
          const last = by.entries().at(-1)?.seq ?? 0;
          by.run('DELETE FROM journal WHERE seq > ?', last - 3);
          return last;
        },
      ],
      [
        'is not signed by whom it names',
        (by) => by.append({ actor: user, kind: 'session.login' }, { signWith: by.otherKey }).seq,
      ],
    ];
    for (const [words, attack] of attacks) {
      rmSync(vault, { recursive: true, force: true });
      cpSync(kept, vault, { recursive: true });
      const by = await asAttacker(known, 'Owner');
      const sequence = attack(by);
      by.close();
      const { code, out } = verify(vault);
      expect(out).toContain(words);
      expect(out).toContain(`Broken: entry ${sequence}, `);
      expect(code).toBe(1);
    }
    rmSync(kept, { recursive: true, force: true });
  },
);

test(
  'the computer is examined in plain sentences, and what is not understood is answered with help',
  { timeout: 120_000 },
  () => {
    const synced = '/home/lin/Dropbox/vault';
    const examined = coffer(['doctor', '--vault', synced], '');
    expect(examined.out).toContain(`Bad:  ${synced} lies in Dropbox`);
    expect(examined.out).toContain('The keychain keeps what is put into it.');
    expect(coffer(['dance'], '').code).toBe(2);
    expect(coffer(['help'], '')).toMatchObject({ code: 0, out: expect.stringContaining('journal verify') as string });
  },
);

import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type ChildVault, type Computer, aComputer, startChildVault } from '../support/childVault.ts';
import { ownerPassword } from '../support/testVault.ts';

// Two accounts that are logged in to one computer at the same time: two processes, two keychains, one folder. As root they
// are two users of the system, each with a group that both are of, so that what one makes the other must be able to write.

const program = dirname(process.env['COFFER_CHILD_VAULT'] ?? '/');
const users = process.getuid?.() === 0 && isReached(dirname(program)) ? ([20_001, 20_002] as const) : null;
if (users !== null) chmodSync(program, 0o755);
const sharedGroup = 100;
const customersEach = 10;

const folder = join(mkdtempSync(join(tmpdir(), 'coffer-two-')), 'vault');
mkdirSync(folder);
chmodSync(dirname(folder), 0o755);
if (users !== null) chownSync(folder, 0, sharedGroup);
chmodSync(folder, 0o2770);

/** Whether others may read what lies in a folder: a checkout in somebody's own folder is closed to them. */
function isReached(path: string): boolean {
  return (statSync(path).mode & 0o001) !== 0 && (dirname(path) === path || isReached(dirname(path)));
}

const account = (n: 0 | 1): Computer => ({
  ...aComputer(folder),
  ...(users === null ? {} : { account: { uid: users[n], gid: sharedGroup } }),
});
const running: ChildVault[] = [];
async function start(computer: Computer): Promise<ChildVault> {
  const child = await startChildVault(computer);
  running.push(child);
  return child;
}
afterAll(async () => {
  for (const child of running) await child.end();
  rmSync(dirname(folder), { recursive: true, force: true });
});

test('two accounts write to one vault at once, each from its own keychain, and nothing is lost', async () => {
  const [first, second] = [account(0), account(1)];
  const ann = await start(first);
  const { user } = await ann.call('setup.create', {
    locale: 'en',
    company: 'Formosa Trading',
    name: 'Owner',
    password: ownerPassword,
    size: 'few',
    customers: 'both',
    cards: 'private',
  });
  const { text } = await ann.call('accounts.makeCode', { password: ownerPassword });
  const bob = await start(second);
  await bob.call('accounts.join', { code: text });
  await bob.call('session.login', { user, password: ownerPassword });
  const names = (who: string): string[] => Array.from({ length: customersEach }, (_, i) => `${who} ${i}`);
  const write = async (child: ChildVault, who: string): Promise<void> => {
    for (const name of names(who)) await child.call('customers.create', { fields: { kind: 'firm', name } });
  };
  const next = 'another long password of the owner';
  await Promise.all([
    write(ann, 'first').then(() => ann.call('session.changePassword', { current: ownerPassword, next, known: false })),
    write(bob, 'second'),
  ]);
  await ann.kill();
  await bob.end();
  for (const file of ['vault.db', 'vault.cvh', 'vault.lock', 'vault.cvh.lock', `view-${user}.db`])
    expect(statSync(join(folder, file)).mode & 0o777, file).toBe(0o660);
  for (const computer of [first, second]) {
    const child = await start(computer);
    const me = await child.call('session.login', { user, password: next });
    expect(me.quarantine).toBeNull();
    const { rows } = await child.call('customers.list', {
      filter: {},
      sort: 'name',
      descending: false,
      collation: 'pinyin',
      after: null,
      limit: 100,
    });
    expect(rows.map(({ name }) => name).sort()).toEqual([...names('first'), ...names('second')].sort());
    expect((await child.call('journal.verify', {})).whole).toBe(true);
    await child.end();
  }
});
